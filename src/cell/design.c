// SPDX-License-Identifier: MIT

#include "cell/design.h"

#include "cell/design_parts.h"
#include "core/assert.h"
#include "num/elementary.h"

#define LITHIUM_KG_MOL 6.94e-3 // IUPAC 2021, conventional

gm_cell_build gm_cell_build_default(void)
{
    const gm_stuff copper = {8960.0, 385.0};
    const gm_stuff aluminium = {2700.0, 897.0};
    return (gm_cell_build){
        .coatings = {{.foil = copper}, {.foil = aluminium}},
        .lithium = {534.0, 3582.0},
        .electrolyte = {.kg_m3 = 1200.0},
        .sheets = {.sides = 2},
        .pack = {.mass_share = 260.0 / 360.0, .volume_share = 0.72},
    };
}

// Negative then positive, one after the other, to one row for each.
static void split(const gm_cell *cell, const gm_cell_balance *balance, double soc,
                  double out[2][GM_CELL_PARTICLES])
{
    double all[2 * GM_CELL_PARTICLES] = {0.0};
    gm_cell_balance_at(cell, balance, soc, all);
    const double *next = all;
    for (int e = 0; e < 2; e++) {
        for (int32_t p = 0; p < cell->electrodes[e].n; p++) {
            out[e][p] = *next++;
        }
    }
}

gm_cell_window gm_cell_window_of(const gm_cell *cell, const gm_cell_balance *balance)
{
    gm_cell_window w = {0};
    split(cell, balance, 0.0, w.empty);
    split(cell, balance, 1.0, w.full);
    return w;
}

// ---- charge

double gm_design_active(const gm_electrode *e)
{
    double sum = 0.0;
    for (int32_t p = 0; p < e->n; p++) {
        sum += e->particles[p].share;
    }
    return sum;
}

double gm_design_charge(const gm_electrode *e, const double *from, const double *to)
{
    GM_REQUIRE(0 <= e->n && e->n <= GM_CELL_PARTICLES);
    double sum = 0.0;
    for (int32_t p = 0; p < e->n; p++) {
        const gm_particles *k = &e->particles[p];
        sum += k->share * k->most_mol_m3 * (to[p] - from[p]);
    }
    return GM_FARADAY * e->thickness_m * sum;
}

double gm_design_lithium_c_m3(const gm_cell_build *build)
{
    return GM_FARADAY * build->lithium.kg_m3 / LITHIUM_KG_MOL;
}

static const double none[GM_CELL_PARTICLES] = {0.0, 0.0, 0.0};
static const double every[GM_CELL_PARTICLES] = {1.0, 1.0, 1.0};

static double swing_of(const gm_cell *cell, const gm_cell_build *build, int electrode)
{
    const gm_electrode *e = &cell->electrodes[electrode];
    const gm_cell_window *w = &build->window;
    double swing = build->coatings[electrode].swing;
    if (swing > 0.0) {
        return swing * gm_design_charge(e, none, every);
    }
    return electrode == 0 ? gm_design_charge(e, w->empty[0], every)
                          : gm_design_charge(e, w->full[1], w->empty[1]);
}

void gm_design_charges(const gm_cell *cell, const gm_cell_build *build, gm_cell_design *d)
{
    const gm_cell_window *w = &build->window;
    for (int e = 0; e < 2; e++) {
        d->host_c_m2[e] = gm_design_charge(&cell->electrodes[e], none, every);
        d->swing_c_m2[e] = swing_of(cell, build, e);
    }
    d->cell_c_m2 = gm_design_charge(&cell->electrodes[1], w->full[1], w->empty[1]);
    if (cell->metal.is_there) {
        d->host_c_m2[0] = build->lithium_m * gm_design_lithium_c_m3(build);
        d->swing_c_m2[0] = d->host_c_m2[0];
    } else {
        d->cell_c_m2 =
            fmin(d->cell_c_m2, gm_design_charge(&cell->electrodes[0], w->empty[0], w->full[0]));
    }
    d->n_to_p = d->swing_c_m2[0] / d->swing_c_m2[1];
    d->charge_c = d->cell_c_m2 * cell->area_m2;
}

// ---- voltage

// The integral of a cubic over a length is that of Simpson's rule.
static double simpson(const gm_curve *c, double from, double to)
{
    double slope;
    return (to - from) / 6.0 *
           (gm_curve_at(c, from, &slope) + 4.0 * gm_curve_at(c, 0.5 * (from + to), &slope) +
            gm_curve_at(c, to, &slope));
}

// Exact: piece by piece, and beyond the ends of the curve by the lines there. from <= to.
static double integral(const gm_curve *c, double from, double to)
{
    double sum = 0.0;
    double at = from;
    for (int32_t i = 0; i <= c->n + 1; i++) {
        double border = i <= c->n ? c->from + i / c->per_x : to;
        double end = fmin(to, fmax(at, border));
        sum += simpson(c, at, end);
        at = end;
    }
    return sum;
}

// Mean potential of an electrode over its window. Populations are in equilibrium with each other, so that
// the energy of each is that of its own curve over its own window.
static double mean_potential(const gm_electrode *e, const double *a, const double *b)
{
    double charge = 0.0;
    double energy = 0.0;
    for (int32_t p = 0; p < e->n; p++) {
        const gm_particles *k = &e->particles[p];
        double sites = k->share * k->most_mol_m3;
        charge += sites * (fmax(a[p], b[p]) - fmin(a[p], b[p]));
        energy += sites * integral(&k->potential, fmin(a[p], b[p]), fmax(a[p], b[p]));
    }
    return energy / charge;
}

static double mean_voltage(const gm_cell *cell, const gm_cell_build *build)
{
    const gm_cell_window *w = &build->window;
    if (build->mean_v > 0.0) {
        return build->mean_v;
    }
    double v = mean_potential(&cell->electrodes[1], w->full[1], w->empty[1]);
    return cell->metal.is_there
               ? v
               : v - mean_potential(&cell->electrodes[0], w->empty[0], w->full[0]);
}

// ---- sheets

static int32_t sheets_of(const gm_sheets *s, int electrode)
{
    if (s->is_wound) {
        return s->pairs / s->sides;
    }
    // A stack of sheets coated on both sides begins and ends with a negative one.
    return s->pairs / s->sides + (electrode == 0 && s->sides == 2 ? 1 : 0);
}

void gm_design_areas(const gm_cell *cell, const gm_cell_build *build, gm_cell_design *d)
{
    const gm_sheets *s = &build->sheets;
    double pores_m3 = 0.0;
    for (int e = 0; e < 2; e++) {
        double edge_m = e == 0 ? 2.0 * s->overhang_m : 0.0;
        bool extra = e == 0 && !s->is_wound && s->sides == 2 && s->outer_coating;
        int32_t faces = s->pairs + (extra ? 2 : 0);
        d->sheets[e] = sheets_of(s, e);
        d->sheet_m2[e] = (s->width_m + edge_m) * (s->length_m + edge_m);
        d->coated_m2[e] = faces * d->sheet_m2[e];
        d->strip_m[e] = d->sheets[e] * (s->length_m + edge_m);
        d->foil_m2[e] = d->sheets[e] * d->sheet_m2[e] / (1.0 - build->coatings[e].bare_share);
        pores_m3 +=
            cell->electrodes[e].porosity * d->coated_m2[e] * cell->electrodes[e].thickness_m;
    }
    d->separator_m2 = s->pairs * d->sheet_m2[0] * (1.0 + s->separator_spare);
    d->pore_m3 = pores_m3 + cell->separator_porosity * d->separator_m2 * cell->separator_m;
}

// ---- the whole

static void densities(const gm_cell_build *build, gm_cell_design *d)
{
    const gm_cell_pack *p = &build->pack;
    d->cell_j_kg = d->energy_j / d->total_kg;
    d->cell_j_m3 = d->energy_j / d->cell_m3;
    if (p->mass_share > 0.0) {
        double frame_kg = p->frame_kg_m2 * d->sheet_m2[0];
        d->pack_j_kg = d->energy_j / (d->total_kg / p->mass_share + frame_kg);
    }
    if (p->volume_share > 0.0) {
        double frame_m3 = p->frame_m * d->sheet_m2[0];
        d->pack_j_m3 = d->energy_j / (d->cell_m3 / p->volume_share + frame_m3);
    }
}

gm_cell_design gm_cell_design_of(const gm_cell *cell, const gm_cell_build *build)
{
    GM_REQUIRE(gm_cell_build_is_sound(cell, build));
    gm_cell_design d = {0};
    gm_design_charges(cell, build, &d);
    d.mean_v = mean_voltage(cell, build);
    d.energy_j = d.mean_v * d.charge_c;
    gm_design_areas(cell, build, &d);
    gm_design_masses(cell, build, &d);
    densities(build, &d);
    return d;
}
