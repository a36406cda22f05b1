// SPDX-License-Identifier: MIT
//
// Why the plant makes what it makes: what binds, and where the hours of each shop go.

#include "report/sheet.h"
#include "report/waterfall.h"
#include "report/words.h"

#include <math.h>
#include <string.h>

// ---- words and classes

const char *gm_state_class(gm_state state)
{
    static const char *const classes[] = {
        [GM_STATE_OFF] = "s-off",
        [GM_STATE_DOWN] = "s-down",
        [GM_STATE_REPAIR_WAIT] = "s-repair",
        [GM_STATE_MAINTENANCE] = "s-maintenance",
        [GM_STATE_SETUP] = "s-setup",
        [GM_STATE_BLOCKED] = "s-blocked",
        [GM_STATE_UNMANNED] = "s-unmanned",
        [GM_STATE_STARVED] = "s-starved",
        [GM_STATE_WORKING] = "s-working",
    };
    return classes[state];
}

const char *gm_state_label(gm_state state)
{
    switch (state) {
    case GM_STATE_OFF:
        return "off shift";
    case GM_STATE_REPAIR_WAIT:
        return "waiting for repair";
    case GM_STATE_DOWN:
    case GM_STATE_MAINTENANCE:
    case GM_STATE_SETUP:
    case GM_STATE_BLOCKED:
    case GM_STATE_UNMANNED:
    case GM_STATE_STARVED:
    case GM_STATE_WORKING:
    case GM_N_STATES:
        break;
    }
    return gm_state_word(state);
}

const char *gm_loss_class(const char *word)
{
    static const struct {
        const char *word;
        const char *class;
    } classes[] = {
        {"off shift", "s-off"},
        {"maintenance", "s-maintenance"},
        {"changeovers", "s-setup"},
        {"breakdowns", "s-down"},
        {"dead cars", "s-down"},
        {"micro-stops", "s-micro"},
        {"andon stops", "s-micro"},
        {"restarts after stops", "s-micro"},
        {"waiting for repair", "s-repair"},
        {"missing people", "s-unmanned"},
        {"nobody there", "s-unmanned"},
        {"short-handed", "s-unmanned"},
        {GM_LOSS_BLOCKED, "s-blocked"},
        {GM_LOSS_BLOCKED_EXIT, "s-blocked"},
        {GM_LOSS_POWER, "s-blocked"},
        {GM_LOSS_CHANNELS, "s-blocked"},
        {GM_LOSS_STARVED, "s-starved"},
        {GM_LOSS_MISSING_CARS, "s-starved"},
        {"gaps left by dead cars", "s-starved"},
    };
    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++) {
        if (strcmp(classes[i].word, word) == 0) {
            return classes[i].class;
        }
    }
    return "s-slow"; // scrap, towed cars, batches not full, slower than planned
}

const char *gm_shop_of(const gm_twin *twin, int32_t step_i)
{
    int32_t line_i = twin->plan->steps[step_i].line_i;
    return line_i >= 0 ? twin->plan->def->lines[line_i].name : "";
}

// ---- what binds

static const char *name_of(const gm_sheet *sheet, int32_t row_i)
{
    return sheet->twin->plan->steps[sheet->report->why->rows[row_i].step_i].name;
}

void gm_page_why(gm_sheet *sheet)
{
    const gm_why *why = sheet->report->why;
    gm_html *h = &sheet->html;
    char share[GM_WORD_BYTES];
    if (why->bottleneck != GM_NONE) {
        const gm_why_row *row = &why->rows[why->bottleneck];
        gm_html_put(h, "<p class=\"lead\"><strong>");
        gm_html_say(h, name_of(sheet, why->bottleneck));
        gm_html_put(h, "</strong> is needed most: it is active ");
        gm_html_say(h, gm_word_percent_interval(row->active_share, share));
        gm_html_put(h, " % of its time on shift.</p>\n");
    }
    if (why->shared) {
        gm_html_put(h, "<p class=\"lead\">What binds is shared by steps: <strong>");
        gm_html_say(h, why->shared);
        gm_html_put(h, "</strong>.</p>\n");
    }
    bool is_known = true;
    for (int d = 0; d < GM_N_DETECTORS; d++) {
        is_known &= why->by[d].row_i != GM_NONE || d == GM_DETECT_SHIFTING;
    }
    const char *heads[] = {"bottleneck by", "station", is_known ? NULL : "why not", NULL};
    gm_html_table_begin(h, "The bottleneck by different methods", heads);
    for (int d = 0; d < GM_N_DETECTORS; d++) {
        const gm_detected *by = &why->by[d];
        if (d == GM_DETECT_SHIFTING && by->row_i == GM_NONE) {
            continue; // nobody watched for it
        }
        const char *cells[] = {gm_detector_text((gm_detector)d),
                               by->row_i == GM_NONE ? "cannot say" : name_of(sheet, by->row_i),
                               by->row_i == GM_NONE ? by->why : ""};
        gm_html_table_row(h, cells);
    }
    gm_html_table_end(h);
}

// ---- by shop

typedef struct shop {
    const char *name;
    int32_t row_i; // its step that is needed most
    gm_losses losses;
} shop;

static bool is_used(const gm_why_row *row)
{
    return row->state[GM_STATE_WORKING].mean > 0.0 && !isnan(row->needed_share);
}

// One for each line with a step that worked, in the order of the file.
static int list_shops(gm_sheet *sheet, shop *shops)
{
    const gm_why *why = sheet->report->why;
    const gm_plan *plan = sheet->twin->plan;
    int n = 0;
    for (int32_t l = 0; l < plan->def->n_lines && n < GM_PAGE_BARS; l++) {
        int32_t best = GM_NONE;
        for (int32_t i = 0; i < why->n; i++) {
            const gm_why_row *row = &why->rows[i];
            if (plan->steps[row->step_i].line_i == l && is_used(row) &&
                (best == GM_NONE || row->needed_share > why->rows[best].needed_share)) {
                best = i;
            }
        }
        if (best != GM_NONE) {
            shops[n++] =
                (shop){plan->def->lines[l].name, best,
                       gm_losses_of(sheet->set, 0, why->rows[best].step_i, sheet->arena)};
        }
    }
    return n;
}

#define SHOP_STEP 34.0
#define SHOP_X    250.0
#define SHOP_W    690.0

// Letters that fit into a segment, of the class of its colour.
static void draw_segment(gm_html *h, const char *class, gm_box box, const char *text)
{
    gm_svg_rect(h, class, box);
    if (box.width > 36.0) {
        gm_svg_text(h, gm_arena_printf(h->arena, "on %s-ink", class), box.x + box.width / 2.0,
                    box.y + box.height / 2.0 + 4.5, GM_ANCHOR_MIDDLE, text);
    }
}

static const char *percent(gm_html *h, double share)
{
    char buf[GM_WORD_BYTES];
    gm_interval x = {.mean = share};
    return gm_arena_strdup(h->arena, gm_word_percent(x, buf));
}

static void draw_shop(gm_sheet *sheet, const shop *s, int i, gm_box box)
{
    gm_html *h = &sheet->html;
    double y = box.y + SHOP_STEP * i;
    gm_svg_text(h, "label", SHOP_X - 10.0, y + 15.0, GM_ANCHOR_END, gm_svg_cut(h, s->name, 30));
    gm_svg_text(h, "sub", SHOP_X - 10.0, y + 28.0, GM_ANCHOR_END,
                gm_svg_cut(h, name_of(sheet, s->row_i), 34));
    double x = box.x;
    gm_box good = {x, y + 4.0, s->losses.net_share * box.width, SHOP_STEP - 8.0};
    gm_svg_mark_begin(h, i, 2);
    draw_segment(h, "s-working", good, percent(h, s->losses.net_share));
    gm_svg_mark_end(h);
    x += good.width;
    for (int32_t n = 0; n < s->losses.n; n++) {
        int32_t k = (n + 1) % s->losses.n; // the first is the time off: it comes last
        double share = s->losses.items[k].share.mean;
        if (!(share > 5e-4)) {
            continue;
        }
        gm_box part = {x, y + 4.0, share * box.width, SHOP_STEP - 8.0};
        gm_svg_mark_begin(h, i, 3);
        draw_segment(h, gm_loss_class(s->losses.items[k].word), part, percent(h, share));
        gm_svg_mark_end(h);
        x += part.width;
    }
}

static void draw_legend(gm_html *h)
{
    static const struct {
        const char *class;
        const char *word;
    } keys[] = {
        {"s-working", "good parts"}, {"s-down", "breakdowns"},  {"s-micro", "short stops"},
        {"s-setup", "changeovers"},  {"s-blocked", "blocked"},  {"s-starved", "starved"},
        {"s-unmanned", "no people"}, {"s-slow", "scrap, slow"}, {"s-off", "off shift"},
    };
    double x = 16.0;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        x = gm_chart_legend(h, x, 18.0, keys[i].class, keys[i].word);
    }
}

// "breakdowns 3.2 ± 0.1 %, blocked 12.0 ± 0.4 %": the largest first.
static const char *losses_in_words(gm_sheet *sheet, const gm_losses *losses)
{
    gm_text text = gm_text_init(sheet->arena);
    bool told[GM_MOST_LOSSES] = {false};
    for (int n = 0; n < losses->n; n++) {
        int best = -1;
        for (int k = 0; k < losses->n; k++) {
            if (!told[k] && losses->items[k].share.mean > 5e-4 &&
                (best < 0 || losses->items[k].share.mean > losses->items[best].share.mean)) {
                best = k;
            }
        }
        if (best < 0) {
            break;
        }
        told[best] = true;
        char buf[GM_WORD_BYTES];
        gm_text_addf(&text, "%s%s %s %%", n > 0 ? ", " : "", losses->items[best].word,
                     gm_word_percent_interval(losses->items[best].share, buf));
    }
    return text.at;
}

void gm_chart_shops(gm_sheet *sheet)
{
    gm_html *h = &sheet->html;
    shop *shops = GM_NEW(sheet->arena, shop, sheet->twin->plan->def->n_lines + 1);
    int n = list_shops(sheet, shops);
    if (n == 0) {
        return;
    }
    gm_box box = {SHOP_X, 36.0, SHOP_W, SHOP_STEP * n};
    gm_chart_begin(
        h, &(gm_chart){"shops", "Where the hours of each shop go",
                       "Of each shop the step that is needed most: all hours of the time "
                       "counted, from good parts to the losses; they add up to 100 %.",
                       "marks", 960.0, box.y + box.height + 12.0});
    draw_legend(h);
    for (int i = 0; i < n; i++) {
        draw_shop(sheet, &shops[i], i, box);
    }
    gm_chart_table(h);
    static const char *const heads[] = {"shop", "step needed most", ">good parts, % of hours",
                                        "losses, % of hours ± half-width (95 %)", NULL};
    gm_html_table_begin(h, "Hours of the step of each shop that is needed most", heads);
    for (int i = 0; i < n; i++) {
        const char *cells[] = {shops[i].name, name_of(sheet, shops[i].row_i),
                               percent(h, shops[i].losses.net_share),
                               losses_in_words(sheet, &shops[i].losses)};
        gm_html_table_row(h, cells);
    }
    gm_html_table_end(h);
    gm_chart_end(h, NULL);
}

// ---- the waterfall of one step

#define FALL_X 72.0
#define FALL_W 872.0
#define FALL_H 240.0

static void draw_fall(gm_html *h, const gm_waterfall *w, gm_box box, const gm_scale *y)
{
    double step = box.width / w->n;
    for (int i = 0; i < w->n; i++) {
        const gm_waterfall_bar *b = &w->bars[i];
        double top = gm_scale_at(y, fmax(b->from, b->to));
        double low = gm_scale_at(y, fmin(b->from, b->to));
        double x = box.x + step * i;
        bool is_end = i == 0 || i == w->n - 1;
        gm_svg_mark_begin(h, i, -1);
        gm_svg_rect(h, is_end ? "s-working" : gm_loss_class(b->word),
                    (gm_box){x + 5.0, top, step - 10.0, fmax(low - top, 1.0)});
        char number[GM_WORD_BYTES];
        gm_word_number(b->parts, 9, number);
        gm_svg_text(h, "value", x + step / 2.0, top - 6.0, GM_ANCHOR_MIDDLE,
                    gm_arena_printf(h->arena, "%s%s", is_end ? "" : "−", number));
        // Words of neighbours stand at two heights, so that they do not run into each other.
        double below = box.y + box.height + (i % 2 == 0 ? 18.0 : 36.0);
        gm_svg_text(h, "tick", x + step / 2.0, below, GM_ANCHOR_MIDDLE,
                    gm_svg_cut(h, b->word, 22));
        gm_svg_mark_end(h);
        if (i + 1 < w->n) {
            double level = gm_scale_at(y, b->to);
            gm_svg_line(h, "link", x + step - 5.0, level, x + step + 5.0, level);
        }
    }
}

static void write_fall(gm_sheet *sheet, const gm_waterfall *w, const char *step)
{
    gm_html *h = &sheet->html;
    static const char *const heads[] = {"step", ">parts", ">% of all hours",
                                        ">± half-width (95 %)", NULL};
    gm_html_table_begin(
        h, gm_arena_printf(h->arena, "From the ideal rate to the good parts of %s", step),
        heads);
    for (int i = 0; i < w->n; i++) {
        const gm_waterfall_bar *b = &w->bars[i];
        char number[GM_WORD_BYTES];
        char half[GM_WORD_BYTES] = "";
        bool is_end = i == 0 || i == w->n - 1;
        gm_word_number(b->parts, 9, number);
        const char *cells[] = {
            b->word, gm_arena_printf(sheet->arena, "%s%s", is_end ? "" : "−", number),
            percent(h, b->share.mean), is_end ? "" : gm_word_percent_half(b->share, half)};
        gm_html_table_row(h, cells);
    }
    gm_html_table_end(h);
}

static void draw_waterfall(gm_sheet *sheet, const shop *s, const char *id)
{
    gm_html *h = &sheet->html;
    gm_waterfall w = gm_waterfall_of(&s->losses);
    const char *step = name_of(sheet, s->row_i);
    if (w.n == 0) {
        gm_html_put(h, "<p class=\"note\">");
        gm_html_sayf(h, "%s: the ideal rate of %s cannot be told.", s->name, step);
        gm_html_put(h, "</p>\n");
        return;
    }
    gm_box box = {FALL_X, 40.0, FALL_W, FALL_H};
    gm_scale y = gm_scale_nice(0.0, w.bars[0].parts, 6, box.y + box.height, box.y);
    const char *title = gm_arena_printf(sheet->arena, "%s: what %s loses", s->name, step);
    const char *says = gm_arena_printf(
        sheet->arena,
        "Parts that %s would make at its ideal rate in all hours counted, less what each loss "
        "takes, mean over %d replications: the steps add up.",
        step, (int)gm_replications_good(sheet->set));
    gm_chart_begin(h, &(gm_chart){id, title, says, "marks", 960.0, box.y + box.height + 52.0});
    gm_svg_y_axis(h, box, &y, "parts");
    draw_fall(h, &w, box, &y);
    gm_svg_line(h, "axis", box.x, box.y + box.height, box.x + box.width, box.y + box.height);
    gm_chart_table(h);
    write_fall(sheet, &w, step);
    gm_chart_end(h, NULL);
}

// The shop of the bottleneck first; the others fold away.
void gm_chart_waterfalls(gm_sheet *sheet)
{
    const gm_why *why = sheet->report->why;
    shop *shops = GM_NEW(sheet->arena, shop, sheet->twin->plan->def->n_lines + 1);
    int n = list_shops(sheet, shops);
    int first = -1;
    for (int i = 0; i < n; i++) {
        first = shops[i].row_i == why->bottleneck ? i : first;
    }
    if (first >= 0) {
        draw_waterfall(sheet, &shops[first], "waterfall");
    }
    if (n - (first >= 0 ? 1 : 0) == 0) {
        return;
    }
    gm_html_putf(&sheet->html,
                 "<details class=\"more\"><summary>The same of %d other shop%s</summary>\n",
                 n - (first >= 0 ? 1 : 0), n - (first >= 0 ? 1 : 0) == 1 ? "" : "s");
    for (int i = 0; i < n; i++) {
        if (i != first) {
            draw_waterfall(sheet, &shops[i],
                           gm_arena_printf(sheet->arena, "waterfall-%d", i + 1));
        }
    }
    gm_html_put(&sheet->html, "</details>\n");
}
