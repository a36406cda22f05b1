// SPDX-License-Identifier: MIT
//
// Money in one of the currencies that prices of a cell and its plant come in.
//
// CNY and US dollars, as plants are costed in dollars and materials bought in CNY. Nothing converts between
// them but an exchange rate that the file gives.

#ifndef GM_BATTERY_MONEY_H
#define GM_BATTERY_MONEY_H

#include "core/schema.h"

typedef enum gm_currency { GM_CURRENCY_CNY, GM_CURRENCY_USD, GM_CURRENCIES } gm_currency;

// "CNY".
const char *gm_currency_text(gm_currency currency);

typedef struct gm_money {
    gm_src src;
    bool is_given;
    gm_currency currency;
    double value; // of the currency, by SI units
} gm_money;

// Readers of a gm_money >= 0, for the rows of tables.
extern const gm_custom gm_custom_money;     // `8 MUSD`
extern const gm_custom gm_custom_money_kg;  // `150 CNY/kg`
extern const gm_custom gm_custom_money_m2;  // `3000 USD/m2`
extern const gm_custom gm_custom_money_h;   // `60 CNY/h`
extern const gm_custom gm_custom_money_kwh; // `0.7 CNY/kWh`

#endif
