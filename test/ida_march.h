// SPDX-License-Identifier: MIT
//
// The residual of dfn_residual.h integrated by SUNDIALS IDA with KLU.
//
// The Jacobian is taken by finite differences of whole groups of columns that share no row (Curtis, Powell,
// Reid 1974); which row has which column is found once, by asking the residual at a state that is nowhere
// special. After a jump of the current the concentrations stay, and potentials and j are found by a Newton
// iteration of its own.

#ifndef GM_TEST_IDA_MARCH_H
#define GM_TEST_IDA_MARCH_H

#include "dfn_residual.h"

#include <check.h>
#include <ida/ida.h>
#include <nvector/nvector_serial.h>
#include <stdbool.h>
#include <string.h>
#include <sunlinsol/sunlinsol_klu.h>
#include <sunmatrix/sunmatrix_sparse.h>

#define IDA_GROUPS 64

typedef struct ida_march {
    dfn_residual residual;
    int32_t n;
    int32_t n_entries;
    int32_t *first; // n + 1: of each column's entries
    int32_t *row;   // of each entry
    int32_t *group; // of each column
    int32_t n_groups;
    double *typical; // size of each state
    double *y_by;    // room: changed states, their residual, that of the unchanged
    double *yp_by;
    double *f_by;
    double *f;
    SUNContext context;
    N_Vector y;
    N_Vector yp;
    N_Vector tolerance;
    SUNMatrix jacobian;
    SUNLinearSolver solver;
    void *ida;
    double time_s;
} ida_march;

// ---- what depends on what

static inline double ida_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 8) / 16777216.0;
}

// A state in which no gradient and no j is 0.
static inline void ida_special_nowhere(const ida_march *m, double *y)
{
    uint32_t state = 1;
    for (int32_t i = 0; i < m->n; i++) {
        y[i] = m->typical[i] * (1.0 + 0.05 * ida_random(&state));
    }
}

static inline void ida_find_entries(ida_march *m, gm_arena *arena)
{
    double *y = GM_NEW(arena, double, m->n);
    memset(m->yp_by, 0, (size_t)m->n * sizeof(double));
    ida_special_nowhere(m, y);
    residual_of(&m->residual, y, m->yp_by, m->f);
    int32_t room = 40 * m->n;
    m->row = GM_NEW(arena, int32_t, room);
    for (int32_t column = 0; column < m->n; column++) {
        double before = y[column];
        m->first[column] = m->n_entries;
        y[column] += 1e-3 * m->typical[column];
        m->yp_by[column] = m->typical[column];
        residual_of(&m->residual, y, m->yp_by, m->f_by);
        for (int32_t i = 0; i < m->n; i++) {
            if (m->f_by[i] != m->f[i]) {
                ck_assert_int_lt(m->n_entries, room);
                m->row[m->n_entries++] = i;
            }
        }
        y[column] = before;
        m->yp_by[column] = 0.0;
    }
    m->first[m->n] = m->n_entries;
}

static inline bool ida_is_free(const ida_march *m, int32_t column, const bool *rows)
{
    for (int32_t i = m->first[column]; i < m->first[column + 1]; i++) {
        if (rows[m->row[i]]) {
            return false;
        }
    }
    return true;
}

// The first group none of whose columns has a row of this one.
static inline void ida_find_groups(ida_march *m, gm_arena *arena)
{
    bool *has = GM_NEW(arena, bool, (size_t)m->n *IDA_GROUPS);
    memset(has, 0, (size_t)m->n * IDA_GROUPS * sizeof *has);
    for (int32_t column = 0; column < m->n; column++) {
        bool *rows = has; // of the group
        int32_t g = 0;
        while (!ida_is_free(m, column, rows)) {
            rows += m->n;
            ck_assert_int_lt(++g, IDA_GROUPS);
        }
        for (int32_t i = m->first[column]; i < m->first[column + 1]; i++) {
            rows[m->row[i]] = true;
        }
        m->group[column] = g;
        m->n_groups = g >= m->n_groups ? g + 1 : m->n_groups;
    }
}

// ---- what IDA asks

static inline int ida_residual(double t, N_Vector y, N_Vector yp, N_Vector f, void *user)
{
    (void)t;
    const ida_march *m = user;
    residual_of(&m->residual, NV_DATA_S(y), NV_DATA_S(yp), NV_DATA_S(f));
    for (int32_t i = 0; i < m->n; i++) {
        if (!isfinite(NV_Ith_S(f, i))) {
            return 1; // IDA tries a smaller step
        }
    }
    return 0;
}

// dF/dy + by_yp dF/dy'.
static inline void ida_differentiate(ida_march *m, double by_yp, const double *y,
                                     const double *yp, SUNMatrix out)
{
    size_t bytes = (size_t)m->n * sizeof(double);
    double *value = SM_DATA_S(out);
    residual_of(&m->residual, y, yp, m->f);
    for (int32_t g = 0; g < m->n_groups; g++) {
        memcpy(m->y_by, y, bytes);
        memcpy(m->yp_by, yp, bytes);
        for (int32_t k = 0; k < m->n; k++) {
            double by = m->group[k] == g ? 1e-7 * m->typical[k] : 0.0;
            m->y_by[k] += by;
            m->yp_by[k] += by_yp * by;
        }
        residual_of(&m->residual, m->y_by, m->yp_by, m->f_by);
        for (int32_t k = 0; k < m->n; k++) {
            for (int32_t i = m->first[k]; m->group[k] == g && i < m->first[k + 1]; i++) {
                value[i] = (m->f_by[m->row[i]] - m->f[m->row[i]]) / (1e-7 * m->typical[k]);
            }
        }
    }
    for (int32_t i = 0; i < m->n_entries; i++) {
        SM_INDEXVALS_S(out)[i] = m->row[i];
    }
    for (int32_t k = 0; k <= m->n; k++) {
        SM_INDEXPTRS_S(out)[k] = m->first[k];
    }
}

static inline int ida_jacobian(double t, double by_yp, N_Vector y, N_Vector yp, N_Vector f,
                               SUNMatrix out, void *user, N_Vector a, N_Vector b, N_Vector c)
{
    (void)t, (void)f, (void)a, (void)b, (void)c;
    ida_differentiate(user, by_yp, NV_DATA_S(y), NV_DATA_S(yp), out);
    return 0;
}

// ---- life

// What a state is of the size of, and what of it IDA may leave beside the relative tolerance.
static inline void ida_set_sizes(ida_march *m)
{
    const dfn_residual *r = &m->residual;
    for (int32_t k = 0; k < r->n_cells; k++) {
        const gm_electrode *e = r->cells[k].electrode;
        int32_t at = r->cells[k].at;
        m->typical[at] = r->cell->electrolyte.salt_mol_m3;
        m->typical[at + 1] = 1.0;
        NV_Ith_S(m->tolerance, at) = 1e-4;
        NV_Ith_S(m->tolerance, at + 1) = 1e-7;
        if (!e) {
            continue;
        }
        m->typical[at + 2] = 1.0;
        NV_Ith_S(m->tolerance, at + 2) = 1e-7;
        for (int32_t p = 0; p < e->n; p++) {
            for (int32_t s = 0; s < r->shells; s++) {
                m->typical[residual_shell_at(r, k, p) + s] = 0.5 * e->particles[p].most_mol_m3;
                NV_Ith_S(m->tolerance, residual_shell_at(r, k, p) + s) = 1e-3;
            }
            m->typical[residual_j_at(r, k, p)] = 1.0;
            NV_Ith_S(m->tolerance, residual_j_at(r, k, p)) = 1e-6;
        }
    }
}

static inline void ida_create(ida_march *m, const gm_cell *cell, const gm_cell_grid *grid,
                              double relative, gm_arena *arena)
{
    *m = (ida_march){0};
    residual_init(&m->residual, cell, grid);
    m->n = m->residual.n;
    m->first = GM_NEW(arena, int32_t, m->n + 1);
    m->group = GM_NEW(arena, int32_t, m->n);
    double **const rows[] = {&m->typical, &m->y_by, &m->yp_by, &m->f_by, &m->f};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        *rows[i] = GM_NEW(arena, double, m->n);
    }
    ck_assert_int_eq(SUNContext_Create(NULL, &m->context), 0);
    m->y = N_VNew_Serial(m->n, m->context);
    m->yp = N_VNew_Serial(m->n, m->context);
    m->tolerance = N_VNew_Serial(m->n, m->context);
    ida_set_sizes(m);
    ida_find_entries(m, arena);
    ida_find_groups(m, arena);
    m->jacobian = SUNSparseMatrix(m->n, m->n, m->n_entries, CSC_MAT, m->context);
    m->solver = SUNLinSol_KLU(m->y, m->jacobian, m->context);
    m->ida = IDACreate(m->context);
    N_VConst(0.0, m->y);
    N_VConst(0.0, m->yp);
    ck_assert_int_eq(IDAInit(m->ida, ida_residual, 0.0, m->y, m->yp), IDA_SUCCESS);
    ck_assert_int_eq(IDASetUserData(m->ida, m), IDA_SUCCESS);
    ck_assert_int_eq(IDASVtolerances(m->ida, relative, m->tolerance), IDA_SUCCESS);
    ck_assert_int_eq(IDASetLinearSolver(m->ida, m->solver, m->jacobian), IDA_SUCCESS);
    ck_assert_int_eq(IDASetJacFn(m->ida, ida_jacobian), IDA_SUCCESS);
    ck_assert_int_eq(IDASetMaxNumSteps(m->ida, 100000), IDA_SUCCESS);
}

static inline void ida_destroy(ida_march *m)
{
    IDAFree(&m->ida);
    (void)SUNLinSolFree(m->solver);
    SUNMatDestroy(m->jacobian);
    N_VDestroy(m->tolerance);
    N_VDestroy(m->yp);
    N_VDestroy(m->y);
    (void)SUNContext_Free(&m->context);
}

// ---- jumps

// F(y, (y - start) / 1 ns) = 0 for a little more current: concentrations stay.
static inline void ida_find_potentials(ida_march *m, const double *start, N_Vector change)
{
    const double per_s = 1e9;
    double *y = NV_DATA_S(m->y);
    double *yp = NV_DATA_S(m->yp);
    double most = 1.0;
    for (int turn = 0; most > 1e-12; turn++) {
        ck_assert_int_lt(turn, 50);
        for (int32_t i = 0; i < m->n; i++) {
            yp[i] = (y[i] - start[i]) * per_s;
        }
        ida_differentiate(m, per_s, y, yp, m->jacobian);
        N_Vector f = N_VMake_Serial(m->n, m->f, m->context);
        ck_assert_int_eq(SUNLinSolSetup(m->solver, m->jacobian), 0);
        ck_assert_int_eq(SUNLinSolSolve(m->solver, m->jacobian, change, f, 0.0), 0);
        N_VDestroy(f);
        most = 0.0;
        for (int32_t k = 0; k < m->residual.n_cells; k++) {
            const residual_cell *cell = &m->residual.cells[k];
            most = fmax(most, fabs(NV_Ith_S(change, cell->at + 1)));
            if (cell->electrode) {
                most = fmax(most, fabs(NV_Ith_S(change, cell->at + 2)));
            }
        }
        double share = most > 0.1 ? 0.1 / most : 1.0; // no potential moves by more than 0.1 V
        N_VLinearSum(1.0, m->y, -share, change, m->y);
    }
}

// y' of the concentrations is what the residual lacks; that of the others is 0 for a start.
static inline void ida_find_rates(ida_march *m)
{
    const dfn_residual *r = &m->residual;
    N_VConst(0.0, m->yp);
    residual_of(r, NV_DATA_S(m->y), NV_DATA_S(m->yp), m->f);
    for (int32_t k = 0; k < r->n_cells; k++) {
        const residual_cell *cell = &r->cells[k];
        NV_Ith_S(m->yp, cell->at) = -m->f[cell->at];
        for (int32_t p = 0; cell->electrode && p < cell->electrode->n; p++) {
            for (int32_t s = 0; s < r->shells; s++) {
                int32_t at = residual_shell_at(r, k, p) + s;
                NV_Ith_S(m->yp, at) = -m->f[at];
            }
        }
    }
}

// From the states in m->y on: the current jumps, in ten parts, then IDA begins anew.
static inline void ida_jump(ida_march *m, double current, gm_arena *arena)
{
    double from = m->residual.current;
    double *start = GM_NEW(arena, double, m->n);
    memcpy(start, NV_DATA_S(m->y), (size_t)m->n * sizeof *start);
    N_Vector change = N_VNew_Serial(m->n, m->context);
    ck_assert_int_eq(SUNLinSolInitialize(m->solver), 0);
    for (int i = 1; i <= 10; i++) {
        m->residual.current = from + (current - from) * i / 10.0;
        ida_find_potentials(m, start, change);
    }
    m->residual.current = current;
    N_VDestroy(change);
    ida_find_rates(m);
    ck_assert_int_eq(IDAReInit(m->ida, m->time_s, m->y, m->yp), IDA_SUCCESS);
    ck_assert_int_eq(IDASetInitStep(m->ida, 1e-6), IDA_SUCCESS);
}

static inline void ida_begin(ida_march *m, const double *stoichiometry, double temperature_k)
{
    m->time_s = 0.0;
    m->residual.temperature_k = temperature_k;
    m->residual.current = 0.0;
    residual_rest(&m->residual, stoichiometry, NV_DATA_S(m->y));
}

// To a time > now.
static inline void ida_go(ida_march *m, double until_s)
{
    int status = IDASolve(m->ida, until_s, &m->time_s, m->y, m->yp, IDA_NORMAL);
    ck_assert_msg(status >= 0, "IDA ends in %d at %g s", status, m->time_s);
}

static inline double ida_voltage(const ida_march *m)
{
    return residual_voltage(&m->residual, NV_DATA_S(m->y));
}

#endif
