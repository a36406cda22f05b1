// SPDX-License-Identifier: MIT
// The page of `gemba report` in a real browser: headless Chromium through playwright-core, and
// axe-core for who cannot see it.
//
// usage: node report.mjs GEMBA SOURCE-FOLDER MODULES CHROMIUM [--keep FOLDER]
// --keep: leaves the pages and screenshots of them there.
import { execFileSync } from "node:child_process";
import { mkdtempSync, mkdirSync, readFileSync, statSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [gemba, source, modules, chromiumPath, keep, kept] = process.argv.slice(2);
const require = createRequire(join(modules, "node_modules/"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const MOST_BYTES = 3 * 1024 * 1024;

const folder = keep === "--keep" ? kept : mkdtempSync(join(tmpdir(), "gemba-report-"));
mkdirSync(folder, { recursive: true });
let passed = 0;
const failures = [];

function expect(what, is, wanted = true) {
  if (JSON.stringify(is) === JSON.stringify(wanted)) {
    passed += 1;
  } else {
    failures.push(`${what}: expected ${JSON.stringify(wanted)}, got ${JSON.stringify(is)}`);
  }
}

function write(model, ...options) {
  const path = join(folder, `${model.replace(/\W+/g, "-")}.html`);
  execFileSync(gemba, ["report", join(source, model), "-o", path, ...options],
    { stdio: ["ignore", "ignore", "pipe"] });
  return path;
}

// Opens a page and notes whatever it asks for or complains of.
async function open(browser, path, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const noise = [];
  page.on("console", (m) => noise.push(`console: ${m.text()}`));
  page.on("pageerror", (e) => noise.push(`error: ${e.message}`));
  page.on("request", (r) => {
    if (r.url() !== pathToFileURL(path).href) noise.push(`request: ${r.url()}`);
  });
  page.on("dialog", (d) => { noise.push("dialog"); d.dismiss(); });
  await page.goto(pathToFileURL(path).href);
  return { context, page, noise };
}

// The policy of the page forbids any script but its own, axe too: it comes over the debugger.
async function violations(page) {
  await page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })");
  await page.evaluate(axe);
  const found = await page.evaluate("axe.run(document, { resultTypes: ['violations'] })");
  return found.violations.flatMap((v) => v.nodes.slice(0, 3).map(
    (n) => `${v.id}: ${n.html.slice(0, 120)} ${n.failureSummary.replace(/\s+/g, " ")
      .slice(0, 200)}`));
}

// ---- what every page keeps

async function check_any(browser, path) {
  expect(`${path} is at most 3 MB`, statSync(path).size <= MOST_BYTES);
  for (const colorScheme of ["light", "dark"]) {
    const { context, page, noise } = await open(browser, path, { colorScheme });
    expect(`${path}, ${colorScheme}, axe`, await violations(page), []);
    expect(`${path}, ${colorScheme}, noise`, noise, []);
    if (keep) await page.screenshot({ path: `${path}-${colorScheme}.png`, fullPage: true });
    await context.close();
  }
  const { context, page } = await open(browser, path, { viewport: { width: 360, height: 740 } });
  expect(`${path} does not scroll sideways on a telephone`,
    await page.evaluate("document.documentElement.scrollWidth <= innerWidth"));
  if (keep) await page.screenshot({ path: `${path}-narrow.png`, fullPage: true });
  await context.close();
}

async function check_figures(page, name) {
  const figures = await page.$$eval("figure.chart", (all) => all.map((f) => ({
    id: f.id,
    image: f.querySelector(".plot > svg").getAttribute("role"),
    title: f.querySelector("svg > title").textContent.length > 0,
    desc: f.querySelector("svg > desc").textContent.length > 0,
    rows: [...f.querySelectorAll("details.numbers tbody")].reduce((n, b) => n + b.rows.length, 0),
    marks: [...f.querySelectorAll(".mark")].map((m) => Number(m.dataset.row)),
    styled: f.querySelectorAll("[style]").length,
  })));
  expect(`${name} has figures`, figures.length > 4);
  for (const f of figures) {
    expect(`${name} ${f.id} is an image`, [f.image, f.title, f.desc], ["img", true, true]);
    expect(`${name} ${f.id} has a table`, f.rows > 0);
    expect(`${name} ${f.id}: every mark has its row`, f.marks.every((r) => r < f.rows));
  }
  const ids = figures.map((f) => f.id);
  expect(`${name}: ids are unique`, new Set(ids).size, ids.length);
}

// ---- the drawing says what the table says

// Bars of states: their widths, as shares of the row, are the percentages of the table.
async function check_states(page) {
  const off = await page.$eval("#states", (f) => {
    const rows = [...f.querySelectorAll("tbody tr")];
    const all = {};
    for (const mark of f.querySelectorAll(".mark")) {
      const { row, col } = mark.dataset;
      (all[row] ||= []).push([Number(col), Number(mark.querySelector("rect").getAttribute("width"))]);
    }
    let worst = 0;
    for (const [row, parts] of Object.entries(all)) {
      for (const [col, width] of parts) {
        const said = Number(rows[row].cells[col].textContent);
        worst = Math.max(worst, Math.abs(said - (100 * width) / 690));
      }
    }
    return worst;
  });
  expect("state bars are as wide as the table says", off <= 0.06);
}

// The waterfall: levels connect, and the ideal rate less the losses is what is good.
async function check_waterfall(page) {
  const parts = await page.$$eval("#waterfall tbody tr", (rows) => rows.map(
    (r) => Number(r.cells[1].textContent.replace("−", "-").replace(/,/g, ""))));
  const losses = parts.slice(1, -1).reduce((a, b) => a + b, 0);
  expect("the waterfall adds up", parts[0] + losses, parts[parts.length - 1]);
  const gap = await page.$eval("#waterfall", (f) => {
    const bars = [...f.querySelectorAll(".mark rect")].map((r) => [
      Number(r.getAttribute("y")), Number(r.getAttribute("y")) + Number(r.getAttribute("height"))]);
    return Math.max(...bars.slice(1, -1).map((b, i) => Math.abs(b[0] - (i === 0 ? bars[0][0]
      : bars[i][1]))));
  });
  expect("each step hangs where the one before ended", gap <= 1.2);
}

// Nodes of the flow: what comes in and is made is what goes on, ends and stays.
async function check_flow(page) {
  const off = await page.$$eval("#flow table:last-of-type", (tables) => {
    const rows = [...tables[tables.length - 1].tBodies[0].rows];
    return rows.map((r) => {
      const n = [...r.cells].slice(1).map((c) => Number(c.textContent.replace(/,/g, "")) || 0);
      return n[0] + n[1] - n.slice(2).reduce((a, b) => a + b, 0);
    }).filter((x) => x !== 0);
  });
  expect("every node of the flow adds up", off, []);
}

async function check_gantt(page) {
  const minutes = await page.$$eval("#gantt tbody tr", (rows) => rows.map(
    (r) => [...r.cells].slice(1).reduce((sum, c) => sum + (Number(c.textContent) || 0), 0)));
  expect("a day of every machine has 1,440 minutes",
    minutes.every((m) => Math.abs(m - 1440) < 0.5) && minutes.length > 0);
}

// What only some models have: a section each, with its figures.
const FLOOR = {
  vehicles: ["fleets", "transports", "racks"],
  sequence: ["blocks", "purges", "adherence", "spacing"],
  quality: ["yields", "drift", "quarantine"],
  cells: ["webs", "phases", "recipes", "grades", "longest-times", "grids", "dry-rooms"],
};

// The bars of shares are as long as the table says; parts of a fleet's time add up to 100 %.
async function check_fleets(page) {
  const rows = await page.$eval("#fleets", (f) => {
    const said = [...f.querySelectorAll("tbody tr")].map((r) => [...r.cells].slice(1)
      .map((c) => Number(c.textContent) || 0));
    return [...f.querySelectorAll(".mark")].map((m) => ({
      drawn: [...m.querySelectorAll("rect")].map((r) => (100 * Number(r.getAttribute("width"))) / 690),
      said: said[Number(m.dataset.row)],
    }));
  });
  expect("there are two fleets", rows.length, 2);
  for (const { drawn, said } of rows) {
    const shown = said.filter((x) => x > 0.05);
    expect("a fleet has its states", drawn.length >= shown.length);
    expect("all of its time is told", Math.abs(said.reduce((a, b) => a + b, 0) - 100) < 0.5);
    expect("and drawn", Math.abs(drawn.reduce((a, b) => a + b, 0) - 100) < 0.5);
  }
}

async function check_floor(browser, path, plain) {
  const { context, page, noise } = await open(browser, path, {});
  for (const [section, ids] of Object.entries(FLOOR)) {
    expect(`${section}: its figures`, await page.$$eval(`#${section} figure`,
      (all) => all.map((f) => f.id)), ids);
    expect(`${section}: a link`, await page.locator(`nav a[href='#${section}']`).count(), 1);
  }
  await check_figures(page, "shop floor");
  await check_fleets(page);
  expect("shop floor noise", noise, []);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  expect("bars print on white", await page.evaluate(
    () => getComputedStyle(document.documentElement).backgroundColor), "rgb(255, 255, 255)");
  await context.close();
  const other = await open(browser, plain, {});
  for (const section of Object.keys(FLOOR)) {
    expect(`no ${section} where there is none`, await other.page.locator(`#${section}`).count(), 0);
    expect(`and no link`, await other.page.locator(`nav a[href='#${section}']`).count(), 0);
  }
  await other.context.close();
}

// ---- pointing and zoom

async function check_keyboard(page) {
  await page.focus("#output .plot");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  const [said, row] = await page.evaluate(() => [
    document.querySelector("#output .tip").textContent,
    document.querySelectorAll("#output tbody tr")[1].cells]
    .map((x) => (typeof x === "string" ? x : [x[0].textContent, x[1].textContent])));
  expect("the arrow keys tell the second row", said.startsWith(row[0]) && said.includes(row[1]));
  expect("the bubble is shown", await page.isVisible(".bubble"));
  const view = async () => (await page.getAttribute("#output svg.zoom", "viewBox")).split(" ")
    .map(Number);
  const before = await view();
  await page.keyboard.press("+");
  const zoomed = await view();
  expect("plus zooms", zoomed[2] * 2, before[2]);
  await page.keyboard.press("0");
  expect("0 shows all", await view(), before);
  await page.keyboard.press("Escape");
  expect("escape hides the bubble", await page.isVisible(".bubble"), false);
}

async function check_mouse(page) {
  const mark = page.locator("#output .mark").nth(2);
  await mark.scrollIntoViewIfNeeded();
  await mark.hover({ force: true });
  const month = await page.$eval("#output tbody tr:nth-child(3) th", (c) => c.textContent);
  expect("the mouse points at the third row",
    (await page.textContent(".bubble b")) === month);
  await page.click("#gantt button[aria-label='Zoom in']");
  expect("a button zooms the Gantt", await page.getAttribute("#gantt", "data-zoom"), "2.00");
  const ticks = await page.$$eval("#gantt .ticks-t text", (all) => all.map((t) => t.textContent));
  expect("its hours are written anew", ticks.length > 3 && ticks.every((t) => /^\d\d:\d\d$/.test(t)));
}

async function check_find(page) {
  await page.fill("#find-input", "best-hours");
  const left = await page.$$eval("#input-table tbody tr", (rows) => rows.filter((r) => !r.hidden)
    .map((r) => r.cells[0].textContent));
  expect("the search leaves the input that is meant", left, ["facts.best-hours"]);
}

// ---- hostile texts, no script, print

async function check_hostile(browser, path) {
  const { context, page, noise } = await open(browser, path, {});
  const title = "</title><script>document.title = 'broken'</script>";
  expect("the name of a model is text", await page.textContent("h1"), title);
  expect("and the title too", await page.title(), title);
  expect("no script but ours", await page.$$eval("script", (s) => s.length), 1);
  expect("no image", await page.$$eval("img", (s) => s.length), 0);
  expect("no link that runs", await page.$$eval("a[href^='javascript']", (a) => a.length), 0);
  expect("a source with markup is a link that keeps it",
    await page.getAttribute("#input-table a", "href"), "https://example.org/?a=1&b=<2>");
  expect("no handler in the markup", await page.evaluate(() => [...document.querySelectorAll("*")]
    .filter((e) => [...e.attributes].some((a) => a.name.startsWith("on"))).length), 0);
  await check_figures(page, "hostile");
  await check_states(page);
  await check_waterfall(page);
  await check_flow(page);
  await check_gantt(page);
  await check_keyboard(page);
  await check_mouse(page);
  await check_find(page);
  expect("hostile noise", noise, []);
  await context.close();
}

async function check_without_script(browser, path) {
  const { context, page } = await open(browser, path, { javaScriptEnabled: false });
  expect("without script there is no dead button", await page.locator("button").count(), 0);
  expect("and the verdicts stand", await page.locator(".card").count() > 0);
  await page.locator("#output summary").click();
  expect("and the tables open", await page.locator("#output table").isVisible());
  await context.close();
}

async function check_print(browser, path) {
  const { context, page } = await open(browser, path, { colorScheme: "dark" });
  const pdf = await page.pdf({ format: "A4" });
  expect("it prints", pdf.length > 20000);
  await page.emulateMedia({ media: "print" });
  const [paper, nav] = await page.evaluate(() => [
    getComputedStyle(document.documentElement).backgroundColor,
    getComputedStyle(document.querySelector("nav")).display]);
  expect("paper is white in the dark too, without navigation", [paper, nav],
    ["rgb(255, 255, 255)", "none"]);
  if (keep) await page.screenshot({ path: `${path}-print.png`, fullPage: true });
  await context.close();
}

// The page says what the run says.
async function check_numbers(browser, model, path) {
  let text;
  try {
    text = execFileSync(gemba, ["run", "--json", "-q", join(source, model)], { encoding: "utf8" });
  } catch (e) {
    text = e.stdout; // a claim fails
  }
  const results = JSON.parse(text);
  const { context, page } = await open(browser, path, {});
  expect(`${model}: watched and unwatched runs are the same`,
    (await page.textContent("footer")).includes(results.departures_hash));
  const said = await page.$$eval("#verdicts .card h3", (all) => all.map((h) => h.textContent));
  const answered = results.claims.filter((c) => c.verdict !== "cannot_say").map((c) => c.says);
  expect(`${model}: every answered claim has a card`, said.sort(), answered.sort());
  await context.close();
}

const browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
try {
  const hostile = write("test/browser/hostile.yaml", "-q");
  const plain = write("bases/two-stations.yaml", "-q");
  const floor = write("test/browser/shop-floor.yaml", "-q");
  await check_any(browser, hostile);
  await check_any(browser, floor);
  await check_any(browser, plain);
  await check_hostile(browser, hostile);
  await check_floor(browser, floor, plain);
  await check_without_script(browser, hostile);
  await check_print(browser, hostile);
  await check_numbers(browser, "bases/two-stations.yaml", plain);
  await check_numbers(browser, "test/browser/hostile.yaml", hostile);
} finally {
  await browser.close();
  if (!keep) rmSync(folder, { recursive: true });
}
for (const failure of failures) console.error(failure);
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length ? 1 : 0;
