// SPDX-License-Identifier: MIT

#include "cell/dfn_parts.h"
#include "core/assert.h"
#include "num/elementary.h"

#include <math.h>
#include <string.h>

#define SHELL_POWER   0.65  // shells are thinner outwards: r_k = R (k / n)^0.65
#define INSTANT_S     1e-12 // in which concentrations stay
#define MOST_SETTLES  60    // iterations of a jump
#define MOST_NEWTONS  12    // of a step
#define MOST_EXACT    60    // of one with all that is known of its equations
#define LOW_SALT      30.0  // mol/m3: transport and reactions turn sharply below
#define BRANCH_WEIGHT 4.0   // of what a hysteresis is off, that none of it makes steps short
#define ERROR_SHARE   0.2   // of the way from the predictor that is the error of a BDF2 step
#define TOLERANCE_V   5e-4
#define TOLERANCE_MOL 1.0  // per m3 of electrolyte
#define TOLERANCE_D   3e-3 // of diffusivities that depend on stoichiometry
#define LEAST_SALT    0.2  // of what there was, that the predictor leaves

// ---- memory

static int32_t padded(int32_t n)
{
    return (n + GM_CELL_PAD - 1) / GM_CELL_PAD * GM_CELL_PAD;
}

static double *row_of(gm_arena *arena, int32_t n)
{
    double *row = gm_arena_alloc_n(arena, (size_t)padded(n), sizeof *row, 64);
    memset(row, 0, (size_t)padded(n) * sizeof *row);
    return row;
}

static void create_population(gm_dfn *dfn, int electrode, int32_t k, gm_arena *arena)
{
    gm_dfn_population *p = &dfn->populations[electrode][k];
    int32_t width = dfn->width[electrode];
    int32_t shells = dfn->grid.shells;
    p->of = &dfn->cell->electrodes[electrode].particles[k];
    p->per_m = 3.0 * p->of->share / p->of->radius_m;
    for (int h = 0; h < GM_BDF_HISTORY; h++) {
        p->c[h] = row_of(arena, shells * width);
        p->j[h] = row_of(arena, width);
    }
    p->work = row_of(arena, shells * width);
    double **const rows[] = {
        &p->rest,       &p->by_j, &p->surface, &p->u,           &p->du,          &p->entropy,
        &p->j_new,      &p->miss, &p->by_salt, &p->by_psi,      &p->surface_now, &p->branch,
        &p->branch_new, &p->film, &p->side,    &p->side_by_psi, &p->side_seen,   &p->branch_v};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        *rows[i] = row_of(arena, width);
    }
    const gm_cell_aging *aging = &dfn->cell->aging;
    bool is_aging =
        electrode == 0 && (aging->layer || aging->plating || aging->layer_ohm_m > 0.0);
    double **const ages[] = {&p->layer_m[0], &p->plated[0],  &p->dead[0],    &p->layer_m[1],
                             &p->plated[1],  &p->dead[1],    &p->layer_m[2], &p->plated[2],
                             &p->layer_new,  &p->plated_new, &p->dead_new};
    for (size_t i = 0; is_aging && i < sizeof ages / sizeof *ages; i++) {
        *ages[i] = row_of(arena, width);
    }
    double **const each[] = {&p->d, &p->up, &p->pivots, &p->gs};
    for (size_t i = 0; !p->of->is_even && i < sizeof each / sizeof *each; i++) {
        *each[i] = row_of(arena, shells * width);
    }
    double **const columns[] = {&p->below, &p->above, &p->pivot, &p->g};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        *columns[i] = row_of(arena, shells);
    }
}

static void create_regions(gm_dfn *dfn)
{
    const gm_cell *cell = dfn->cell;
    const gm_electrode *e = cell->electrodes;
    bool is_metal = cell->metal.is_there;
    int32_t n[3] = {is_metal ? 0 : dfn->grid.negative, dfn->grid.separator, dfn->grid.positive};
    double long_m[3] = {e[0].thickness_m, cell->separator_m, e[1].thickness_m};
    double porosity[3] = {e[0].porosity, cell->separator_porosity, e[1].porosity};
    double transport[3] = {e[0].transport, cell->separator_transport, e[1].transport};
    for (int r = 0; r < 3; r++) {
        dfn->regions[r] = (gm_dfn_region){dfn->n, n[r], n[r] > 0 ? long_m[r] / n[r] : 0.0,
                                          porosity[r], transport[r]};
        dfn->n += n[r];
    }
}

static void create_shells(gm_dfn *dfn, gm_arena *arena)
{
    int32_t n = dfn->grid.shells;
    dfn->shell_face = row_of(arena, n + 1);
    dfn->shell_mid = row_of(arena, n);
    dfn->shell_volume = row_of(arena, n);
    dfn->shell_in = row_of(arena, n);
    dfn->shell_out = row_of(arena, n);
    for (int32_t k = 1; k <= n; k++) {
        dfn->shell_face[k] = k < n ? gm_pow((double)k / n, SHELL_POWER) : 1.0;
    }
    for (int32_t k = 0; k < n; k++) {
        double in = dfn->shell_face[k];
        double out = dfn->shell_face[k + 1];
        dfn->shell_mid[k] = 0.5 * (in + out);
        dfn->shell_volume[k] = (out * out * out - in * in * in) / 3.0;
    }
    for (int32_t k = 1; k < n; k++) {
        double face = dfn->shell_face[k];
        double steep = face * face / (dfn->shell_mid[k] - dfn->shell_mid[k - 1]);
        dfn->shell_in[k] = steep / dfn->shell_volume[k];
        dfn->shell_out[k] = steep / dfn->shell_volume[k - 1];
    }
}

gm_dfn *gm_dfn_create(const gm_cell *cell, const gm_cell_grid *grid, gm_arena *arena)
{
    GM_REQUIRE((grid->negative >= 2 || cell->metal.is_there) && grid->separator >= 2 &&
               grid->positive >= 2 && grid->shells >= 3);
    gm_dfn *dfn = GM_NEW(arena, gm_dfn, 1);
    *dfn = (gm_dfn){.cell = cell, .kernel = gm_cell_kernel_best(), .grid = *grid};
    create_regions(dfn);
    create_shells(dfn, arena);
    for (int e = 0; e < 2; e++) {
        dfn->width[e] = padded(gm_dfn_region_of(dfn, e)->n);
        dfn->n_populations[e] = cell->electrodes[e].n;
        for (int32_t k = 0; k < dfn->n_populations[e]; k++) {
            create_population(dfn, e, k, arena);
        }
    }
    for (int h = 0; h < GM_BDF_HISTORY; h++) {
        dfn->salt[h] = row_of(arena, dfn->n);
        dfn->psi[h] = row_of(arena, dfn->n);
    }
    double **const rows[] = {&dfn->salt_new,  &dfn->psi_new,     &dfn->log_salt,
                             &dfn->of_salt,   &dfn->of_charge,   &dfn->salt_rest,
                             &dfn->psi_by,    &dfn->salt_by,     &dfn->salt_guess,
                             &dfn->psi_guess, &dfn->salt_way_by, &dfn->charge_way_by};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        *rows[i] = row_of(arena, dfn->n);
    }
    dfn->rows = GM_NEW(arena, gm_dfn_row, dfn->n);
    return dfn;
}

// ---- the beginning, and jumps

void gm_dfn_begin(gm_dfn *dfn, const double *stoichiometry, double temperature_k)
{
    dfn->temperature_k = temperature_k;
    dfn->n_taken = 0;
    double rest_v[2] = {0.0, 0.0};
    for (int32_t k = 0; k < dfn->n; k++) {
        dfn->salt[0][k] = dfn->cell->electrolyte.salt_mol_m3;
        dfn->psi[0][k] = 0.0;
    }
    for (int e = 0; e < 2; e++) {
        for (int32_t p = 0; p < dfn->n_populations[e]; p++) {
            gm_dfn_population *pop = &dfn->populations[e][p];
            double slope;
            double u = gm_curve_at(&pop->of->potential, *stoichiometry, &slope);
            rest_v[e] = u;
            double c = *stoichiometry++ * pop->of->most_mol_m3;
            for (int32_t i = 0; i < dfn->grid.shells * dfn->width[e]; i++) {
                pop->c[0][i] = c;
            }
            for (int32_t i = 0; i < dfn->width[e]; i++) {
                pop->surface_now[i] = c;
                pop->branch[i] = 0.0;
                pop->j[0][i] = 0.0;
            }
            for (int32_t i = 0; i < dfn->width[e]; i++) {
                pop->film[i] = dfn->cell->electrodes[e].film_ohm_m2;
                pop->side[i] = 0.0;
                pop->side_by_psi[i] = 0.0;
            }
            if (pop->layer_new) {
                gm_dfn_age_begin(dfn, pop);
            }
            for (int32_t i = 0; i < gm_dfn_region_of(dfn, e)->n; i++) {
                dfn->psi[0][gm_dfn_region_of(dfn, e)->first + i] = u;
            }
        }
    }
    dfn->now =
        (gm_cell_view){.temperature_k = temperature_k, .voltage_v = rest_v[1] - rest_v[0]};
}

static void start_from_now(gm_dfn *dfn)
{
    memcpy(dfn->salt_new, dfn->salt[0], (size_t)dfn->n * sizeof(double));
    memcpy(dfn->salt_rest, dfn->salt[0], (size_t)dfn->n * sizeof(double));
    memcpy(dfn->psi_new, dfn->psi[0], (size_t)dfn->n * sizeof(double));
    for (int e = 0; e < 2; e++) {
        for (int32_t p = 0; p < dfn->n_populations[e]; p++) {
            gm_dfn_population *pop = &dfn->populations[e][p];
            memcpy(pop->j_new, pop->j[0], (size_t)dfn->width[e] * sizeof(double));
            memcpy(pop->branch_new, pop->branch, (size_t)dfn->width[e] * sizeof(double));
        }
    }
}

static void set_surface(gm_dfn *dfn, int electrode, gm_dfn_population *p)
{
    for (int32_t i = 0; i < dfn->width[electrode]; i++) {
        p->surface_now[i] = p->rest[i] + p->by_j[i] * p->j_new[i];
    }
}

bool gm_dfn_settle(gm_dfn *dfn, gm_cell_control control)
{
    double current = dfn->now.current;
    double charge = dfn->now.charge;
    start_from_now(dfn);
    dfn->bdf = (gm_bdf){INSTANT_S, 1.0, 0.0};
    gm_dfn_set_transport(dfn, dfn->salt_new);
    gm_dfn_freeze(dfn);
    gm_dfn_effort effort = {.most = MOST_SETTLES};
    if (!gm_dfn_solve(dfn, control, INSTANT_S, effort, &current)) {
        return false;
    }
    gm_dfn_look(dfn, current, dfn->now.time_s, &dfn->now);
    dfn->now.charge = charge;
    dfn->n_taken = 0;
    memcpy(dfn->psi[0], dfn->psi_new, (size_t)dfn->n * sizeof(double));
    for (int e = 0; e < 2; e++) {
        for (int32_t p = 0; p < dfn->n_populations[e]; p++) {
            gm_dfn_population *pop = &dfn->populations[e][p];
            memcpy(pop->j[0], pop->j_new, (size_t)dfn->width[e] * sizeof(double));
            set_surface(dfn, e, pop);
        }
    }
    return true;
}

// ---- steps

static void extrapolate(const gm_bdf_ahead *a, double *const history[GM_BDF_HISTORY], int32_t n,
                        double *out)
{
    for (int32_t i = 0; i < n; i++) {
        out[i] = a->of[0] * history[0][i] + a->of[1] * history[1][i] + a->of[2] * history[2][i];
    }
}

static void guess(gm_dfn *dfn, const gm_bdf_ahead *a)
{
    extrapolate(a, dfn->salt, dfn->n, dfn->salt_guess);
    extrapolate(a, dfn->psi, dfn->n, dfn->psi_guess);
    for (int32_t k = 0; k < dfn->n; k++) {
        double least = LEAST_SALT * dfn->salt[0][k];
        dfn->salt_new[k] = dfn->salt_guess[k] > least ? dfn->salt_guess[k] : least;
        dfn->psi_new[k] = dfn->psi_guess[k];
    }
    for (int e = 0; e < 2; e++) {
        for (int32_t p = 0; p < dfn->n_populations[e]; p++) {
            gm_dfn_population *pop = &dfn->populations[e][p];
            extrapolate(a, pop->j, dfn->width[e], pop->j_new);
            for (int32_t i = 0; pop->layer_new && i < dfn->width[e]; i++) {
                pop->side[i] =
                    isfinite(pop->side[i]) ? pop->side[i] : 0.0; // of a try that failed
            }
        }
    }
}

static double ahead_of(const gm_bdf_ahead *a, double now, double before, double first)
{
    return a->of[0] * now + a->of[1] * before + a->of[2] * first;
}

// Of what was predicted and what came: the third difference that a step of order two leaves. What the
// current did otherwise than predicted is no error: by how much it moves the solution is known, so that a
// current that turns sharply, as in a drive, does not make steps short.
static double error_of(gm_dfn *dfn, const gm_bdf_ahead *a)
{
    const gm_cell_view *past = dfn->past;
    double current = ahead_of(a, past[0].current, past[1].current, past[2].current);
    double turned = dfn->tried.current - current;
    double volts = ahead_of(a, past[0].voltage_v, past[1].voltage_v, past[2].voltage_v);
    volts += turned * gm_dfn_voltage_by_current(dfn, dfn->tried.current);
    double most = fmax(fabs(dfn->tried.voltage_v - volts) / TOLERANCE_V,
                       gm_dfn_strayed(dfn, a) / TOLERANCE_D);
    // It stays behind in the potentials, where the next step meets it however short it is.
    most = fmax(most, BRANCH_WEIGHT * gm_dfn_branch_miss(dfn, dfn->tried_step_s) / TOLERANCE_V);
    for (int32_t k = 0; k < dfn->n; k++) {
        double guess = dfn->salt_guess[k] + turned * dfn->rows[k].i0;
        double salt = fabs(dfn->salt_new[k] - guess) / TOLERANCE_MOL;
        most = salt > most ? salt : most;
    }
    return ERROR_SHARE * fmax(most, gm_dfn_age_miss(dfn, a));
}

static double least_of(const double *x, int32_t n)
{
    double least = x[0];
    for (int32_t k = 1; k < n; k++) {
        least = x[k] < least ? x[k] : least;
    }
    return least;
}

// Where surfaces are nearly empty or full and where salt runs out, with all that is known of the equations.
static bool solve(gm_dfn *dfn, gm_cell_control control, const gm_bdf_ahead *a, double *current)
{
    gm_dfn_effort effort = {.most = MOST_NEWTONS};
    double first = *current;
    bool is_low = least_of(dfn->salt_new, dfn->n) < LOW_SALT;
    if (!is_low && gm_dfn_solve(dfn, control, dfn->bdf.ahead_s, effort, current)) {
        return true;
    }
    guess(dfn, a);
    *current = first;
    effort = (gm_dfn_effort){.most = MOST_EXACT, .is_exact = true};
    return gm_dfn_solve(dfn, control, dfn->bdf.ahead_s, effort, current);
}

bool gm_dfn_step(gm_dfn *dfn, gm_cell_control control, double h, double *error)
{
    gm_bdf bdf = gm_bdf_of(h, dfn->step_s[0], dfn->n_taken);
    dfn->bdf = bdf;
    double current = dfn->now.current;
    gm_bdf_ahead a = gm_bdf_ahead_of(h, dfn->step_s, dfn->n_taken);
    dfn->past[0] = dfn->now;
    guess(dfn, &a);
    for (int32_t k = 0; k < dfn->n; k++) {
        dfn->salt_rest[k] = bdf.now * dfn->salt[0][k] - bdf.before * dfn->salt[1][k];
    }
    gm_dfn_set_transport(dfn, dfn->salt_new);
    gm_dfn_branch(dfn, h);
    gm_dfn_diffuse(dfn, bdf, &a);
    if (!solve(dfn, control, &a, &current)) {
        return false;
    }
    memcpy(dfn->log_salt, dfn->salt_new, (size_t)dfn->n * sizeof(double));
    gm_log_block(dfn->log_salt, (size_t)dfn->n);
    gm_dfn_look(dfn, current, dfn->now.time_s + h, &dfn->tried);
    // The charge that c_e and c_s have moved by: that of the same formula.
    dfn->tried.charge =
        bdf.now * dfn->now.charge - bdf.before * dfn->past[1].charge + bdf.ahead_s * current;
    dfn->tried_step_s = h;
    *error = dfn->n_taken >= 2 ? error_of(dfn, &a) : 0.0;
    return true;
}

static void turn(double *history[GM_BDF_HISTORY], double **fresh)
{
    double *oldest = history[2];
    history[2] = history[1];
    history[1] = history[0];
    history[0] = *fresh;
    *fresh = oldest;
}

void gm_dfn_accept(gm_dfn *dfn)
{
    gm_dfn_fill(dfn);
    gm_dfn_branch(dfn, dfn->tried_step_s);
    turn(dfn->salt, &dfn->salt_new);
    turn(dfn->psi, &dfn->psi_new);
    for (int e = 0; e < 2; e++) {
        for (int32_t p = 0; p < dfn->n_populations[e]; p++) {
            gm_dfn_population *pop = &dfn->populations[e][p];
            set_surface(dfn, e, pop);
            turn(pop->c, &pop->work);
            turn(pop->j, &pop->j_new);
            memcpy(pop->branch, pop->branch_new, (size_t)dfn->width[e] * sizeof(double));
            if (pop->layer_new) {
                gm_dfn_age_accept(dfn, pop);
            }
        }
    }
    dfn->past[2] = dfn->past[1];
    dfn->past[1] = dfn->now;
    dfn->now = dfn->tried;
    dfn->step_s[1] = dfn->step_s[0];
    dfn->step_s[0] = dfn->tried_step_s;
    dfn->n_taken += dfn->n_taken < GM_BDF_HISTORY ? 1 : 0;
}

const gm_cell_view *gm_dfn_now(const gm_dfn *dfn)
{
    return &dfn->now;
}

const gm_cell_view *gm_dfn_tried(const gm_dfn *dfn)
{
    return &dfn->tried;
}

void gm_dfn_warm(gm_dfn *dfn, double temperature_k)
{
    dfn->temperature_k = temperature_k;
}

void gm_dfn_edges(const gm_dfn *dfn, gm_cell_edges *out)
{
    *out = (gm_cell_edges){.least_salt = dfn->salt[0][0], .least = {1.0, 1.0}};
    for (int r = 0; r < 3; r++) {
        const gm_dfn_region *region = &dfn->regions[r];
        for (int32_t k = region->first; k < region->first + region->n; k++) {
            if (dfn->salt[0][k] <= out->least_salt) {
                out->least_salt = dfn->salt[0][k];
                out->salt_in = gm_dfn_electrode_of(r);
            }
        }
    }
    for (int e = 0; e < 2; e++) {
        for (int32_t p = 0; p < dfn->n_populations[e]; p++) {
            const gm_dfn_population *pop = &dfn->populations[e][p];
            for (int32_t i = 0; i < gm_dfn_region_of(dfn, e)->n; i++) {
                double now = pop->surface_now[i] / pop->of->most_mol_m3;
                double tried = pop->surface[i] / pop->of->most_mol_m3;
                out->least[e] = fmin(out->least[e], fmin(now, tried));
                out->most[e] = fmax(out->most[e], fmax(now, tried));
            }
        }
    }
}
