// SPDX-License-Identifier: MIT
//
// Asks the cell of a model file how fast it may be charged, and prints what binds when.
//
//   cc 16-fast-charge.c $(pkg-config --cflags --libs gemba)
//   ./a.out 15-fast-charge.yaml fast

#include <gemba/cell.h>
#include <stdio.h>

static void print_charge(const gm_cell_result *result)
{
    gm_charge_summary s = gm_cell_result_charge(result);
    printf("%s %.1f min, %.1f A at most, %.1f degC at most\n",
           s.is_done ? "charged in" : "given up after", s.time_s / 60.0, s.peak_a,
           s.highest_k - 273.15);
    for (int i = 0; i < gm_cell_result_bind_count(result); i++) {
        gm_cell_bind b = gm_cell_result_bind(result, i);
        printf("%6.2f to %5.2f min  %s\n", b.from_s / 60.0, b.to_s / 60.0, b.what);
    }
    gm_cell_trace t = gm_cell_result_trace(result);
    double least_v = 1.0;
    for (int i = 0; i < t.n; i++) {
        least_v = t.plating_v[i] < least_v ? t.plating_v[i] : least_v;
    }
    printf("never nearer to plating than %.1f mV\n", 1e3 * least_v);
}

// The charge of a name; the messages say what is wrong with the file.
static gm_status answer(const char *path, const char *name)
{
    gm_cell_file *file;
    gm_cell_result *result = NULL;
    gm_status status = gm_cell_file_open(path, NULL, &file);
    for (int i = 0; i < gm_cell_file_message_count(file); i++) {
        fprintf(stderr, "%s\n", gm_cell_file_message(file, i));
    }
    if (status == GM_OK) {
        int i = gm_cell_file_find(file, name);
        if (i < 0 || !gm_cell_file_question(file, i).is_charge) {
            fprintf(stderr, "no charge is called '%s'\n", name);
            status = GM_ERR_USAGE;
        } else {
            printf("%.2f Ah, ", gm_cell_file_capacity(file).charge_c / 3600.0);
            status = gm_cell_file_ask(file, i, &result);
            print_charge(result);
        }
    }
    gm_cell_result_destroy(result);
    gm_cell_file_close(file);
    return status;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: %s MODEL CHARGE\n", argv[0]);
        return 2;
    }
    return gm_status_exit_code(answer(argv[1], argv[2]));
}
