/*
 * Shows a run: in Jenkins, where it asks for what has changed, and in the HTML report, which has everything in itself.
 * It takes over from a document that reads well without it. Whatever units are called and terraform has printed is set
 * as text, never as markup; there are no inline handlers, styles or eval, so script-src and style-src can be strict.
 *
 * The data comes from PageModelWriter (Java), the words from there, too, or from the page where it is translated.
 */

const WORDS = {
  'state.QUEUED': 'queued',
  'state.RUNNING': 'running',
  'state.SUCCEEDED': 'succeeded',
  'state.FAILED': 'failed',
  'state.TIMED_OUT': 'timed out',
  'state.ABORTED': 'aborted',
  'state.SKIPPED': 'skipped',
  'state.UNFINISHED': 'unfinished',
  'state.NOT_STARTED': 'not started',
  'kind.STATE_FILE': 'State that could not be saved',
  'kind.LOCK': 'State locks that stay',
  'kind.LEFT': 'Processes that were left behind',
  'kind.TAINTED': 'Tainted resources',
  'kind.PROVISIONAL': 'Provisional plans',
  'kind.DESTROY': 'What is to be destroyed',
  'kind.FAILURE': 'Failures',
  'changes.add': '{0} to add',
  'changes.change': '{0} to change',
  'changes.destroy': '{0} to destroy',
  'changes.import': '{0} to import',
  'changes.move': '{0} to move',
  'changes.forget': '{0} to forget',
  'changes.outputs': '{0} outputs to change',
  noChanges: 'no changes',
  started: 'Started',
  took: 'took {0}',
  runningFor: 'running for {0}',
  left: 'about {0} left',
  attention: 'Look at these first',
  units: 'Units',
  timeline: 'Timeline',
  changes: 'Changes',
  views: 'Views',
  state: 'State',
  unit: 'Unit',
  workspace: 'Workspace',
  duration: 'Duration',
  queued: 'Queued',
  cause: 'First error or reason',
  log: 'Log',
  filter: 'Filter by name, workspace or error',
  filterChanges: 'Filter by unit or resource',
  shown: '{0} of {1} shown',
  allStates: 'Show all',
  withChanges: 'With changes',
  destroying: 'Destroying',
  provisional: 'provisional',
  showAll: 'Show all {0}',
  more: 'and {0} more',
  none: 'There are none.',
  nothingMatches: 'Nothing matches.',
  action: 'Action',
  resource: 'Resource',
  back: 'All units',
  module: 'Module',
  dependsOn: 'Depends on',
  exitCode: 'Exit code',
  remarks: 'Remarks',
  diagnostics: 'Errors and warnings',
  error: 'Error',
  warning: 'Warning',
  note: 'Note',
  plannedChanges: 'Planned changes',
  outputs: 'Outputs',
  name: 'Name',
  value: 'Value',
  sensitive: '(sensitive)',
  processes: 'Processes',
  command: 'Command',
  diff: 'Diff',
  replannedDiff: 'Diff of the plan that replaced it',
  wholeDiff: 'Whole diff',
  beginning: 'This is its beginning.',
  earlier: 'Earlier lines',
  wholeLog: 'Whole log',
  download: 'Download',
  follow: 'Follow',
  emptyLog: 'It is empty.',
  loading: 'Loading…',
  failedToLoad: 'It could not be loaded: {0}',
  connectionLost: 'No answer from Jenkins ({0}). Trying again…',
  noLongerThere: 'This run can no longer be seen here ({0}). Reload the page.',
  slots: '{0} units on {1} slots over time; the table of units says the same in words.',
  abort: 'Abort',
  abortRun: 'Abort this run?',
  abortUnit: 'Abort {0}?',
  kill: 'Kill now',
  killRun: 'Kill everything now?',
  killUnit: 'Kill {0} now?',
  cancel: 'Go on',
  notStarted: '{0} queued units never start.',
  inFlight: 'In flight: {0}.',
  signal: 'Each running terraform gets one signal, and up to {0} to finish what is in flight and save its state; what was in flight is then tainted, and the next apply replaces it.',
  signalUnit: 'Its terraform gets one signal, and up to {0} to finish what is in flight and save its state; what was in flight is then tainted, and the next apply replaces it.',
  grace: 'its grace period',
  neverStarts: 'It never starts.',
  dependents: '{0} queued units depend on it and are skipped.',
  killCost: 'State that is not saved yet is lost, resources in flight are forgotten by terraform, and locks stay.',
  killLeft: 'Left alone, they have {0} more of their grace period.',
  killUnitLeft: 'Left alone, it has {0} more of its grace period.',
  aborting: 'Aborted by {0}: waiting for what is in flight to finish.',
  killed: 'Killed by {0}.',
  refused: 'Jenkins refused it: {0}. Either the run has ended meanwhile, or you may not cancel this build.',
};

/** The signs of changes, in the order in which they are told. */
const CHANGES = [
  ['+', 'add'], ['~', 'change'], ['−', 'destroy'], ['⇣', 'import'], ['→', 'move'], ['✂', 'forget'], ['⇢', 'outputs'],
];

const STATES = ['FAILED', 'TIMED_OUT', 'ABORTED', 'UNFINISHED', 'RUNNING', 'QUEUED', 'NOT_STARTED', 'SKIPPED', 'SUCCEEDED'];
const SYMBOLS = {
  QUEUED: '○', RUNNING: '▶', SUCCEEDED: '✓', FAILED: '✗', TIMED_OUT: '◔', ABORTED: '■', SKIPPED: '↷',
  UNFINISHED: '?', NOT_STARTED: '○',
};
/** What states are where nobody drives the run any more: nothing of it is running, or waits for a slot. */
const LOST_STATES = { RUNNING: 'UNFINISHED', QUEUED: 'NOT_STARTED' };
const KINDS = ['STATE_FILE', 'LOCK', 'LEFT', 'TAINTED', 'PROVISIONAL', 'DESTROY'];
/** What takes something away comes first. */
const ACTIONS = ['destroy', 'replace', 'forget', 'update', 'create', 'import', 'move', 'read'];
const FAILURES = new Set(['FAILED', 'TIMED_OUT', 'ABORTED']);

const LOG_BLOCK = 64 * 1024;
const DIFF_LIMIT = 256 * 1024;
/** A log's older lines go when more are shown, so that a page can stay open for days. */
const LOG_LINES = 20000;
const SHOWN_AT_FIRST = 5;
const CHANGES_AT_ONCE = 500;

// ---------------------------------------------------------------- words and text

const words = { ...WORDS };

function word(key, ...values) {
  const text = words[key] ?? key;
  return text.replace(/\{(\d)\}/g, (all, i) => values[i] ?? all);
}

/** Translations of the page: a template of elements with data-word. */
function readWords(template) {
  template?.content.querySelectorAll('[data-word]').forEach((element) => {
    words[element.dataset.word] = element.textContent;
  });
}

/**
 * What browsers would act on instead of showing it becomes visible, as TextCleaner (Java) does it: colours are taken
 * away, control characters become their pictures, and what reorders or hides other text becomes its number.
 */
function clean(text) {
  if (!/[^\t\n\x20-\x7e]/.test(text)) {
    return text;
  }
  return text
    .replace(/\r\n/g, '\n')
    .replace(/(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]/g, '')
    .replace(/[\x00-\x08\x0b-\x1f]/g, (c) => String.fromCharCode(0x2400 + c.charCodeAt(0)))
    .replace(/\x7f/g, '\u2421')
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    .replace(/\p{Noncharacter_Code_Point}/gu, (c) => (c.codePointAt(0) % 0x10000 >= 0xfffe ? '\ufffd' : c))
    .replace(/[\x80-\x9f\u2028-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/gu, (c) =>
      `[U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}]`);
}

/** Clean text in one line. */
function line(text) {
  return clean(text).replace(/\n/g, '\u240a').replace(/\t/g, ' ');
}

function firstLine(text) {
  return line(clean(text).split('\n').find((each) => each.trim() !== '')?.trim() ?? '');
}

/** Such as 52 ms, 1.4 s, 2 min 3 s or 1 h 5 min. */
function duration(millis) {
  if (millis < 1000) {
    return `${millis} ms`;
  }
  if (millis < 60000) {
    return `${Math.floor(millis / 100) / 10} s`.replace(/^(\d+) s$/, '$1.0 s');
  }
  const minutes = Math.floor(millis / 60000);
  return minutes < 60
    ? `${minutes} min ${Math.floor((millis % 60000) / 1000)} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** For times that are only guessed or that tick: no tenths. */
function roughly(millis) {
  return millis < 60000 ? `${Math.max(1, Math.round(millis / 1000))} s` : duration(Math.round(millis / 1000) * 1000);
}

function changesInWords(changes) {
  const parts = changes.map((count, i) => (count ? word(`changes.${CHANGES[i][1]}`, count) : '')).filter((part) => part);
  return parts.length ? parts.join(', ') : word('noChanges');
}

// ---------------------------------------------------------------- elements

/** An element with attributes and children; strings are text. What is null or false is left out. */
function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      element.addEventListener(name, value);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Somebody's word within our sentence: its direction doesn't touch its neighbours. */
function bdi(text, attributes = {}) {
  return el('bdi', attributes, text);
}

function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

const stateClass = (state) => `tfp-${state.toLowerCase().replace('_', '-')}`;

/** How buttons, tables and fields look: like Jenkins' own, or the report's. */
const LOOKS = {
  jenkins: {
    button: 'jenkins-button', primary: 'jenkins-button jenkins-button--primary', danger: 'jenkins-button jenkins-!-destructive-color',
    table: 'jenkins-table', small: 'jenkins-table jenkins-table--small', input: 'jenkins-input', hidden: 'jenkins-visually-hidden',
  },
  report: {
    button: 'tfp-button', primary: 'tfp-button tfp-button--primary', danger: 'tfp-button tfp-button--danger',
    table: 'tfp-table', small: 'tfp-table', input: 'tfp-input', hidden: 'tfp-hidden',
  },
};
let look = LOOKS.report;
const icons = new Map();

/** The symbol of a state: the page's own where it has one. */
function icon(state) {
  const own = icons.get(state);
  return own ? own.cloneNode(true) : el('span', { class: 'tfp-symbol', 'aria-hidden': 'true' }, SYMBOLS[state]);
}

function stateMark(state, more) {
  return el('span', { class: `tfp-state ${stateClass(state)}` }, icon(state), ' ', word(`state.${state}`), more ?? '');
}

/** Changes in short; whoever doesn't see them is told in words. */
function changesMark(unit) {
  if (!unit.changes) {
    return el('span', {}, '–');
  }
  const parts = unit.changes
    .map((count, i) => (count || i < 3 ? el('span', { class: count ? `tfp-count-${CHANGES[i][1]}` : 'tfp-zero' }, `${CHANGES[i][0]}${count}`) : null))
    .filter((part) => part)
    .flatMap((part) => [part, ' ']);
  const inWords = changesInWords(unit.changes);
  return el('span', { class: 'tfp-changes', title: inWords },
    el('span', { 'aria-hidden': 'true' }, unit.changes.some((count) => count) ? parts : el('span', { class: 'tfp-zero' }, word('noChanges'))),
    el('span', { class: look.hidden }, inWords),
    unit.provisional ? el('span', { class: 'tfp-badge' }, word('provisional')) : null);
}

// ---------------------------------------------------------------- where the data comes from

/** A run in Jenkins. Everything is asked for below the address of its page. */
class LiveSource {
  constructor(base) {
    this.base = base;
    this.live = true;
  }

  async get(path) {
    const response = await fetch(this.base + path, { credentials: 'same-origin' });
    if (!response.ok) {
      throw Object.assign(new Error(`HTTP ${response.status}`), { status: response.status });
    }
    return response;
  }

  async overview(since) {
    return (await this.get(`state?since=${since}`)).json();
  }

  async unit(unit) {
    return (await this.get(`unit/${encodeURIComponent(unit.key)}/state`)).json();
  }

  async changes() {
    return (await this.get('resources')).json();
  }

  async diff(unit, kind) {
    const response = await this.get(`unit/${encodeURIComponent(unit.key)}/${kind}?limit=${DIFF_LIMIT}`);
    return { text: await response.text(), cut: response.headers.has('X-More-Data') };
  }

  diffUrl(unit, kind) {
    return `${this.base}unit/${encodeURIComponent(unit.key)}/${kind}`;
  }

  /** A part of a log: its bytes, from and to where they are, and whether more may come. */
  async log(unit, query) {
    const response = await this.get(`log/${encodeURIComponent(unit.key)}?${query}`);
    return {
      bytes: new Uint8Array(await response.arrayBuffer()),
      start: Number(response.headers.get('X-Text-Start')),
      end: Number(response.headers.get('X-Text-Size')),
      more: response.headers.has('X-More-Data'),
    };
  }

  logUrl(unit) {
    return `${this.base}log/${encodeURIComponent(unit.key)}`;
  }

  unitUrl(unit) {
    return `${this.base}unit/${encodeURIComponent(unit.key)}/`;
  }

  async post(path) {
    const { crumbHeader, crumbValue } = document.head.dataset;
    const response = await fetch(this.base + path, {
      method: 'POST',
      credentials: 'same-origin',
      headers: crumbHeader ? { [crumbHeader]: crumbValue } : {},
    });
    if (!response.ok) {
      throw new Error(`HTTP ${response.status}`);
    }
  }
}

/** A report: its document has the data, and logs and diffs as text. */
class ReportSource {
  constructor(data) {
    this.data = data;
    this.live = false;
  }

  async overview() {
    return this.data.overview;
  }

  async unit(unit) {
    return this.data.units[unit.i];
  }

  async changes() {
    return this.data.units.flatMap((unit, i) => unit.resources.map((change) => [i, change.action, change.address]));
  }

  async diff(unit, kind) {
    const { text, hint } = this.quoted(unit, kind);
    return { text, hint };
  }

  async log(unit) {
    const { text, hint } = this.quoted(unit, 'log');
    return { text, hint, start: 0, end: 0, more: false };
  }

  quoted(unit, what) {
    const part = document.querySelector(`#unit-${unit.i + 1}`)?.closest('article')?.querySelector(`details[data-text="${what}"]`);
    return { text: part?.querySelector('pre')?.textContent ?? '', hint: part?.querySelector('p')?.textContent ?? '' };
  }

  unitUrl(unit) {
    return `#unit-${unit.i + 1}`;
  }
}

// ---------------------------------------------------------------- the address

/**
 * What is looked at, in the page's address, so that it can be sent to somebody: behind ? in Jenkins, whose own scripts
 * take what stands behind # for names; behind # in a report, which is a file.
 */
class Route {
  constructor(behind, onChange) {
    this.behind = behind;
    this.onChange = onChange;
    this.read();
    for (const event of ['hashchange', 'popstate']) {
      window.addEventListener(event, () => {
        this.read();
        onChange();
      });
    }
  }

  read() {
    const anchor = /^#unit-(\d+)$/.exec(location.hash);
    if (anchor) {
      this.values = new URLSearchParams({ unit: String(anchor[1] - 1) });
    } else if (this.behind === '?') {
      this.values = new URLSearchParams(location.search);
    } else {
      this.values = new URLSearchParams(location.hash.includes('=') ? location.hash.slice(1) : '');
    }
  }

  get(name) {
    return this.values.get(name) ?? '';
  }

  /** @param place whether the browser's "back" leads here again */
  set(values, place) {
    for (const [name, value] of Object.entries(values)) {
      if (value) {
        this.values.set(name, value);
      } else {
        this.values.delete(name);
      }
    }
    const query = this.values.toString();
    const url = location.pathname + (this.behind === '#' ? location.search : '') + (query ? this.behind + query : '');
    history[place ? 'pushState' : 'replaceState'](null, '', url);
    this.onChange();
  }
}

// ---------------------------------------------------------------- what is known

/** The run as it was told last. */
class Model {
  constructor() {
    this.events = 0;
    this.complete = false;
    this.run = null;
    this.units = [];
    this.skew = 0;
  }

  /** Takes an answer; returns the units that it told something of. */
  apply(answer) {
    this.skew = answer.complete ? 0 : answer.now - Date.now();
    this.toldAt = answer.now;
    this.complete = answer.complete;
    if (answer.since === 0) {
      this.units = [];
    }
    const changed = answer.events !== this.events || !this.run || this.run.status !== answer.run.status;
    this.events = answer.events;
    this.run = answer.run;
    for (const unit of answer.units) {
      unit.haystack = `${unit.name}\n${unit.path ?? ''}\n${unit.workspace ?? ''}\n${unit.cause ?? ''}\n${unit.detail ?? ''}\n${unit.command ?? ''}`.toLowerCase();
      unit.told = unit.status;
      this.units[unit.i] = unit;
    }
    return { units: this.withStates(answer.units), changed };
  }

  /** Says what states are by now; returns these units, and those whose state isn't what it was. */
  withStates(told) {
    const units = new Set(told);
    const states = this.run.status === 'LOST' ? LOST_STATES : {};
    for (const unit of this.units) {
      const status = states[unit.told] ?? unit.told;
      if (unit.status !== status) {
        unit.status = status;
        units.add(unit);
      }
    }
    return [...units];
  }

  now() {
    return this.complete ? this.toldAt : Date.now() + this.skew;
  }

  get isRunning() {
    return this.run.status === 'RUNNING';
  }

  /** How long a unit runs by now. */
  durationOf(unit) {
    if (unit.start === undefined) {
      return null;
    }
    return unit.status === 'RUNNING' && this.isRunning ? Math.max(0, this.now() - this.run.started - unit.start) : unit.duration;
  }

  queuedOf(unit) {
    return unit.status === 'QUEUED' && this.isRunning ? Math.max(0, this.now() - this.run.started) : unit.queued;
  }

  runDuration() {
    return this.isRunning ? Math.max(0, this.now() - this.run.started) : this.run.duration;
  }

  counts() {
    const counts = new Map();
    this.units.forEach((unit) => counts.set(unit.status, (counts.get(unit.status) ?? 0) + 1));
    return counts;
  }

  byKey(key) {
    return this.units.find((unit) => unit.key === key) ?? (/^\d+$/.test(key) ? this.units[Number(key)] : undefined);
  }
}

// ---------------------------------------------------------------- the run from above

class Overview {
  constructor(app) {
    this.app = app;
    this.verdict = el('p', { class: 'tfp-verdict tfp-verdict--big', role: 'status' });
    this.when = el('p', { class: 'tfp-hint' });
    this.bar = svg('svg', { class: 'tfp-bar', width: '100%', height: '10', preserveAspectRatio: 'none', 'aria-hidden': 'true', focusable: 'false' });
    this.counts = el('div', { class: 'tfp-counts', role: 'group', 'aria-label': word('state') });
    this.abort = el('div', { class: 'tfp-aborting' });
    this.element = el('section', { class: 'tfp-overview' }, this.verdict, this.when, this.bar, this.counts, this.abort);
  }

  update() {
    const { model } = this.app;
    const { run } = model;
    this.element.className = `tfp-overview ${stateClass(run.status)}`;
    setText(this.verdict, run.verdict);
    this.tick();
    const counts = model.counts();
    const signature = JSON.stringify([[...counts], this.app.route.get('state')]);
    if (signature !== this.signature) {
      this.signature = signature;
      this.drawCounts(counts);
    }
    this.drawAbort(run);
  }

  drawCounts(counts) {
    const chosen = this.app.route.get('state');
    let x = 0;
    const parts = [];
    const buttons = [];
    for (const state of STATES.filter((each) => counts.has(each))) {
      const count = counts.get(state);
      parts.push(svg('rect', { class: stateClass(state), x, y: 0, width: count, height: 1 }));
      x += count;
      buttons.push(el('button', {
        type: 'button',
        class: `tfp-count ${stateClass(state)}`,
        'aria-pressed': String(chosen === state),
        'data-state': state,
        click: () => this.app.route.set({ ...this.app.viewRoute('units'), state: this.app.route.get('state') === state ? '' : state }),
      }, icon(state), ' ', el('strong', {}, String(count)), ` ${word(`state.${state}`)}`));
    }
    this.bar.setAttribute('viewBox', `0 0 ${Math.max(1, x)} 1`);
    this.bar.replaceChildren(...parts);
    const focused = document.activeElement?.dataset?.state;
    this.counts.replaceChildren(...buttons);
    if (focused && this.counts.contains(document.activeElement) === false) {
      this.counts.querySelector(`[data-state="${focused}"]`)?.focus();
    }
  }

  drawAbort(run) {
    const running = this.app.model.isRunning;
    const signature = JSON.stringify([run.abort, running, run.abortable]);
    if (signature === this.abortSignature) {
      return;
    }
    this.abortSignature = signature;
    const parts = [];
    if (run.abort && running) {
      parts.push(el('span', {}, word(run.abort.kill ? 'killed' : 'aborting', line(run.abort.cause)), ' '));
    }
    if (run.abortable && this.app.source.live && !run.abort) {
      parts.push(el('button', { type: 'button', class: look.button, click: () => this.app.askToAbort() }, `${word('abort')}…`));
    }
    if (run.abortable && this.app.source.live && run.abort && !run.abort.kill) {
      parts.push(el('button', { type: 'button', class: look.danger, click: () => this.app.askToKill() }, `${word('kill')}…`));
    }
    this.abort.replaceChildren(...parts);
  }

  tick() {
    const { model } = this.app;
    const started = new Date(model.run.started);
    const took = model.isRunning ? word('runningFor', roughly(model.runDuration())) : word('took', duration(model.run.duration));
    const left = model.run.left === undefined ? '' : Math.max(0, model.run.left - (model.now() - model.toldAt));
    const text = `, ${took}${model.isRunning && left ? `, ${word('left', roughly(left))}` : ''}`;
    if (text !== this.whenText) {
      this.whenText = text;
      this.when.replaceChildren(`${word('started')} `, el('time', { datetime: started.toISOString() }, started.toLocaleString()), text);
    }
  }
}

// ---------------------------------------------------------------- what needs eyes first

class Attention {
  constructor(app) {
    this.app = app;
    this.open = new Set();
    this.element = el('section', { class: 'tfp-attention', 'aria-labelledby': 'tfp-attention', hidden: true });
  }

  update() {
    const { model } = this.app;
    const failures = model.units.filter((unit) => FAILURES.has(unit.status));
    const groups = KINDS.map((kind) => [kind, model.units.flatMap((unit) => (unit.attention ?? []).filter((item) => item.kind === kind).map((item) => [unit, item]))]);
    const remarks = model.run.remarks ?? [];
    const signature = JSON.stringify([failures.map((unit) => [unit.i, unit.status, unit.cause, unit.detail]), groups.map(([, items]) => items.map(([unit, item]) => [unit.i, item])), remarks, [...this.open]]);
    if (signature === this.signature) {
      return;
    }
    this.signature = signature;
    const parts = [];
    remarks.forEach((remark) => parts.push(el('p', { class: 'tfp-remark' }, line(remark))));
    if (failures.length) {
      parts.push(this.group('FAILURE', failures.map((unit) => this.failure(unit))));
    }
    for (const [kind, items] of groups) {
      if (items.length) {
        parts.push(this.group(kind, items.map(([unit, item]) => this.item(unit, item))));
      }
    }
    this.element.hidden = parts.length === 0;
    this.element.replaceChildren(el('h2', { id: 'tfp-attention' }, word('attention')), ...parts);
  }

  group(kind, items) {
    const all = this.open.has(kind);
    const shown = all ? items : items.slice(0, SHOWN_AT_FIRST);
    return el('div', { class: `tfp-group tfp-group-${kind.toLowerCase().replace('_', '-')}` },
      el('h3', {}, word(`kind.${kind}`), ' ', el('span', { class: 'tfp-number-of' }, String(items.length))),
      el('ul', { class: 'tfp-items' }, shown),
      shown.length < items.length
        ? el('button', { type: 'button', class: look.button, click: () => { this.open.add(kind); this.update(); } }, word('showAll', items.length))
        : null);
  }

  failure(unit) {
    return el('li', { class: stateClass(unit.status) },
      this.app.unitLink(unit), ' ', stateMark(unit.status),
      unit.cause ? el('p', { class: 'tfp-cause' }, bdi(clean(unit.cause)), unit.place ? el('code', { class: 'tfp-place' }, ` ${line(unit.place)}`) : null) : null,
      unit.detail ? el('p', { class: 'tfp-cause tfp-hint' }, bdi(clean(unit.detail))) : null);
  }

  item(unit, item) {
    const details = item.details ?? [];
    return el('li', {},
      this.app.unitLink(unit), `: ${item.text}`,
      details.length === 1 && !item.more ? el('code', { class: 'tfp-detail-inline' }, ` ${line(details[0])}`) : null,
      details.length > 1 || item.more
        ? el('ul', {}, details.map((detail) => el('li', {}, el('code', {}, line(detail)))), item.more ? el('li', {}, word('more', item.more)) : null)
        : null,
      item.command ? el('pre', { class: 'tfp-command' }, el('code', {}, line(item.command))) : null);
  }
}

// ---------------------------------------------------------------- the table of units

const SORTS = {
  state: (unit) => STATES.indexOf(unit.status),
  unit: (unit) => unit.name,
  workspace: (unit) => unit.workspace ?? '',
  duration: (unit, model) => -(model.durationOf(unit) ?? -1),
  queued: (unit, model) => -model.queuedOf(unit),
  changes: (unit) => (unit.changes ? -(unit.changes[2] * 1e6 + unit.changes.reduce((sum, count) => sum + count, 0)) : 1),
  cause: (unit) => unit.cause ?? '\uffff',
};

class Row {
  constructor(app, withWorkspaces) {
    this.app = app;
    this.state = el('td', { role: 'cell', class: 'tfp-state-cell' });
    this.link = el('a', {}, el('bdi', { class: 'tfp-name' }));
    this.workspace = withWorkspaces ? el('td', { role: 'cell', class: 'tfp-workspace-cell' }, el('bdi')) : null;
    this.duration = el('td', { role: 'cell', class: 'tfp-number tfp-duration-cell' });
    this.queued = el('td', { role: 'cell', class: 'tfp-number tfp-queued-cell' });
    this.changes = el('td', { role: 'cell', class: 'tfp-changes-cell' });
    this.cause = el('td', { role: 'cell', class: 'tfp-cause-cell' }, el('bdi'));
    this.element = el('tr', { role: 'row' }, this.state, el('td', { role: 'rowheader', class: 'tfp-unit-cell' }, this.link), this.workspace, this.duration, this.queued, this.changes, this.cause);
  }

  update(unit) {
    this.unit = unit;
    setText(this.link.firstChild, line(unit.name));
    this.link.setAttribute('href', this.app.source.unitUrl(unit));
    this.link.dataset.unit = unit.key;
    if (this.workspace) {
      setText(this.workspace.firstChild, unit.workspace === undefined ? '–' : line(unit.workspace));
    }
    const activity = unit.stopping ?? unit.command;
    this.state.replaceChildren(stateMark(unit.status, unit.status === 'RUNNING' && activity ? el('span', { class: 'tfp-activity' }, ` (${line(activity)})`) : null));
    this.changes.replaceChildren(changesMark(unit));
    setText(this.cause.firstChild, unit.cause ? firstLine(unit.cause) : '');
    this.tick();
  }

  tick() {
    const { model } = this.app;
    const running = this.unit.status === 'RUNNING' && model.isRunning;
    const millis = model.durationOf(this.unit);
    setText(this.duration, millis === null ? '–' : running ? roughly(millis) : duration(millis));
    const queued = model.queuedOf(this.unit);
    setText(this.queued, this.unit.status === 'QUEUED' && model.isRunning ? roughly(queued) : duration(queued));
  }
}

class Units {
  constructor(app) {
    this.app = app;
    this.rows = [];
    this.search = el('input', {
      type: 'search', class: `tfp-search ${look.input}`, placeholder: word('filter'), 'aria-label': word('filter'), autocomplete: 'off', spellcheck: 'false',
      input: () => this.app.route.set({ q: this.search.value }),
    });
    this.only = ['changes', 'destroying'].map((what) => el('button', {
      type: 'button', class: 'tfp-toggle', 'data-only': what,
      click: () => this.app.route.set({ only: this.app.route.get('only') === what ? '' : what }),
    }, word(what === 'changes' ? 'withChanges' : 'destroying')));
    this.reset = el('button', { type: 'button', class: 'tfp-toggle', hidden: true, click: () => this.app.route.set({ q: '', state: '', only: '' }) }, word('allStates'));
    this.shown = el('span', { class: 'tfp-hint tfp-shown', role: 'status' });
    // The roles keep it a table for screen readers where narrow screens show its rows as cards.
    this.head = el('tr', { role: 'row' });
    this.body = el('tbody', { role: 'rowgroup' });
    this.none = el('p', { class: 'tfp-hint', hidden: true }, word('nothingMatches'));
    this.table = el('table', { role: 'table', class: 'tfp-units' }, el('thead', { role: 'rowgroup' }, this.head), this.body);
    this.element = el('section', { class: 'tfp-units-view', 'aria-label': word('units') },
      el('div', { class: 'tfp-tools' }, this.search, this.only, this.reset, this.shown), this.table, this.none);
  }

  update(units) {
    const withWorkspaces = this.app.model.units.some((unit) => unit.workspace !== undefined);
    if (this.rows.length !== this.app.model.units.length || this.withWorkspaces !== withWorkspaces) {
      this.withWorkspaces = withWorkspaces;
      this.build();
    } else {
      units.forEach((unit) => this.rows[unit.i].update(unit));
    }
    this.arrange(units.length > 0);
  }

  build() {
    this.table.classList.toggle('tfp-units--workspaces', this.withWorkspaces);
    const columns = ['state', 'unit', ...(this.withWorkspaces ? ['workspace'] : []), 'duration', 'queued', 'changes', 'cause'];
    this.heads = new Map(columns.map((column) => [column, el('th', { scope: 'col', role: 'columnheader', class: `tfp-column-${column}` },
      el('button', { type: 'button', class: 'tfp-sort', click: () => this.sortBy(column) }, word(column)))]));
    this.head.replaceChildren(...this.heads.values());
    this.rows = this.app.model.units.map((unit) => {
      const row = new Row(this.app, this.withWorkspaces);
      row.update(unit);
      return row;
    });
    this.order = null;
    this.filter = null;
  }

  sortBy(column) {
    const { route } = this.app;
    const down = route.get('sort') === column && route.get('down') !== '1';
    route.set(route.get('sort') === column && !down ? { sort: '', down: '' } : { sort: column, down: down ? '1' : '' });
  }

  /** Sorts and filters by the address. */
  arrange(changed = false) {
    const { route, model } = this.app;
    const sort = SORTS[route.get('sort')] ? route.get('sort') : '';
    const down = route.get('down') === '1';
    const order = `${sort} ${down}`;
    if (order !== this.order || changed && sort) {
      this.sort(sort, down, model, order !== this.order);
      this.order = order;
    }
    const filter = JSON.stringify([route.get('q'), route.get('state'), route.get('only')]);
    if (filter !== this.filter || changed) {
      this.filter = filter;
      this.hide(route.get('q').toLowerCase().split(/\s+/).filter((part) => part), route.get('state'), route.get('only'));
    }
    if (this.search.value !== route.get('q')) {
      this.search.value = route.get('q');
    }
    this.only.forEach((button) => button.setAttribute('aria-pressed', String(route.get('only') === button.dataset.only)));
    this.reset.hidden = !(route.get('q') || route.get('state') || route.get('only'));
  }

  sort(sort, down, model, heads) {
    const rows = [...this.rows];
    if (sort) {
      const keys = new Map(rows.map((row) => [row, SORTS[sort](row.unit, model)]));
      const sign = down ? -1 : 1;
      const compare = new Intl.Collator(undefined, { numeric: true }).compare;
      rows.sort((a, b) => {
        const x = keys.get(a);
        const y = keys.get(b);
        return sign * (typeof x === 'string' ? compare(x, y) : x - y) || a.unit.i - b.unit.i;
      });
    }
    const isSorted = rows.every((row, i) => this.body.children[i] === row.element);
    if (!isSorted || this.body.children.length !== rows.length) {
      this.body.replaceChildren(...rows.map((row) => row.element));
    }
    if (heads) {
      this.heads.forEach((head, column) => {
        if (column === sort) {
          head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
        } else {
          head.removeAttribute('aria-sort');
        }
      });
    }
  }

  hide(parts, state, only) {
    let shown = 0;
    for (const row of this.rows) {
      const { unit } = row;
      const visible = (!state || unit.status === state)
        && (!only || (unit.changes && (only === 'destroying' ? unit.changes[2] > 0 : unit.changes.some((count) => count))))
        && parts.every((part) => unit.haystack.includes(part));
      if (row.element.hidden === visible) {
        row.element.hidden = !visible;
      }
      shown += visible ? 1 : 0;
    }
    setText(this.shown, shown === this.rows.length ? '' : word('shown', shown, this.rows.length));
    this.none.hidden = shown > 0 || this.rows.length === 0;
  }

  tick() {
    this.rows.forEach((row) => {
      if (row.unit.status === 'RUNNING' || row.unit.status === 'QUEUED') {
        row.tick();
      }
    });
  }
}

// ---------------------------------------------------------------- the timeline of slots

const LANE = 26;
const AXIS = 22;

class Timeline {
  constructor(app) {
    this.app = app;
    this.figure = svg('svg', { class: 'tfp-timeline', role: 'group', width: '100%' });
    this.element = el('section', { class: 'tfp-timeline-view', 'aria-label': word('timeline') }, this.figure);
    new ResizeObserver(() => this.draw()).observe(this.element);
  }

  update() {
    this.draw();
  }

  tick() {
    this.draw();
  }

  draw() {
    const width = this.element.clientWidth;
    if (!width || !this.app.model.run) {
      return;
    }
    const { model } = this.app;
    const total = Math.max(1000, model.runDuration());
    const lanes = [];
    const bars = [];
    const started = model.units.filter((unit) => unit.start !== undefined).sort((a, b) => a.start - b.start || a.i - b.i);
    for (const unit of started) {
      const end = unit.start + model.durationOf(unit);
      // A unit that gave its slot back and one that got it may meet within a millisecond.
      let lane = lanes.findIndex((until) => until <= unit.start + 1);
      if (lane < 0) {
        lane = lanes.length;
      }
      lanes[lane] = end;
      bars.push(this.bar(unit, lane, (unit.start / total) * width, Math.max(2, ((end - unit.start) / total) * width)));
    }
    const height = AXIS + Math.max(1, lanes.length) * LANE;
    this.figure.setAttribute('height', height);
    this.figure.setAttribute('viewBox', `0 0 ${width} ${height}`);
    this.figure.setAttribute('aria-label', word('slots', started.length, lanes.length));
    this.figure.replaceChildren(...this.axis(total, width, height), ...bars);
  }

  axis(total, width, height) {
    const step = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14400, 43200, 86400].find((seconds) => total / 1000 / seconds <= Math.max(2, width / 110)) ?? 604800;
    const ticks = [];
    for (let at = 0; at * 1000 <= total; at += step) {
      const x = ((at * 1000) / total) * width;
      ticks.push(svg('line', { class: 'tfp-tick', x1: x, x2: x, y1: 0, y2: height }));
      if (x < width - 50) {
        ticks.push(svg('text', { class: 'tfp-tick-text', x: x + 4, y: 14 }, at === 0 ? '0' : duration(at * 1000).replace(/\.0 s$/, ' s').replace(/ min 0 s$/, ' min').replace(/ h 0 min$/, ' h')));
      }
    }
    return ticks;
  }

  bar(unit, lane, x, width) {
    const y = AXIS + lane * LANE;
    const name = line(unit.name);
    const link = svg('a', { href: this.app.source.unitUrl(unit), 'data-unit': unit.key ?? unit.i, tabindex: '-1' },
      svg('title', {}, `${name}: ${word(`state.${unit.status}`)}, ${duration(Math.round(this.app.model.durationOf(unit)))}`),
      svg('rect', { class: `tfp-slot ${stateClass(unit.status)}`, x, y, width, height: LANE - 4, rx: 3 }));
    if (width > 40) {
      link.append(svg('svg', { x: x + 5, y, width: width - 8, height: LANE - 4 },
        svg('text', { class: 'tfp-slot-text', x: 0, y: 15 }, `${SYMBOLS[unit.status]} ${name}`)));
    }
    return link;
  }
}

// ---------------------------------------------------------------- all planned changes

class Changes {
  constructor(app) {
    this.app = app;
    this.events = -1;
    this.limit = CHANGES_AT_ONCE;
    this.kinds = el('div', { class: 'tfp-tools', role: 'group', 'aria-label': word('action') });
    this.search = el('input', {
      type: 'search', class: `tfp-search ${look.input}`, placeholder: word('filterChanges'), 'aria-label': word('filterChanges'), autocomplete: 'off', spellcheck: 'false',
      input: () => this.app.route.set({ resource: this.search.value }),
    });
    this.content = el('div', {}, el('p', { class: 'tfp-hint' }, word('loading')));
    this.element = el('section', { 'aria-label': word('changes') }, el('div', { class: 'tfp-tools' }, this.search), this.kinds, this.content);
  }

  async update() {
    const { model } = this.app;
    if (this.events !== model.events && !this.asking) {
      this.asking = true;
      try {
        const events = model.events;
        const rows = await this.app.source.changes();
        this.events = events;
        const rank = (action) => (ACTIONS.includes(action) ? ACTIONS.indexOf(action) : ACTIONS.length);
        this.rows = rows
          .map(([i, action, address]) => ({ unit: model.units[i], action, address, haystack: `${model.units[i]?.name}\n${address}`.toLowerCase() }))
          .filter((row) => row.unit)
          .sort((a, b) => rank(a.action) - rank(b.action) || a.unit.i - b.unit.i);
        this.signature = null;
      } catch (e) {
        this.content.replaceChildren(el('p', { role: 'alert' }, word('failedToLoad', e.message)));
        return;
      } finally {
        this.asking = false;
      }
    }
    this.draw();
  }

  draw() {
    if (!this.rows) {
      return;
    }
    const { route } = this.app;
    const kind = route.get('kind');
    const query = route.get('resource').toLowerCase();
    const signature = JSON.stringify([kind, query, this.limit, this.events]);
    if (this.search.value !== route.get('resource')) {
      this.search.value = route.get('resource');
    }
    if (signature === this.signature) {
      return;
    }
    this.signature = signature;
    this.drawKinds(kind);
    const rows = this.rows.filter((row) => (!kind || row.action === kind) && (!query || row.haystack.includes(query)));
    if (rows.length === 0) {
      this.content.replaceChildren(el('p', { class: 'tfp-hint' }, word(this.rows.length ? 'nothingMatches' : 'none')));
      return;
    }
    this.content.replaceChildren(
      el('table', { class: `${look.table} tfp-changes-table` },
        el('thead', {}, el('tr', {}, ['action', 'unit', 'resource'].map((column) => el('th', { scope: 'col' }, word(column))))),
        el('tbody', {}, rows.slice(0, this.limit).map((row) => el('tr', {},
          el('td', { class: `tfp-action ${actionClass(row.action)}` }, line(row.action)),
          el('td', {}, this.app.unitLink(row.unit)),
          el('td', { role: 'rowheader' }, el('code', {}, line(row.address))))))),
      rows.length > this.limit
        ? el('button', { type: 'button', class: look.button, click: () => { this.limit = Infinity; this.draw(); } }, word('showAll', rows.length))
        : '');
  }

  drawKinds(chosen) {
    const counts = new Map();
    this.rows.forEach((row) => counts.set(row.action, (counts.get(row.action) ?? 0) + 1));
    this.kinds.replaceChildren(...[...counts].map(([action, count]) => el('button', {
      type: 'button', class: `tfp-toggle ${actionClass(action)}`, 'aria-pressed': String(action === chosen),
      click: () => this.app.route.set({ kind: action === chosen ? '' : action }),
    }, `${line(action)} ${count}`)));
  }
}

const actionClass = (action) => `tfp-action-${ACTIONS.includes(action) ? action : 'other'}`;

// ---------------------------------------------------------------- texts: diffs and logs

const LINE_KINDS = [
  [/^\s*(?:-\/\+|\+\/-|~|<=) /, 'tfp-line-changed'],
  [/^\s*\+ /, 'tfp-line-added'],
  [/^\s*- /, 'tfp-line-removed'],
];
const LOG_KINDS = [
  [/^\s*(?:Error:|Error$|│ Error:)/, 'tfp-line-error'],
  [/^\s*(?:Warning:|│ Warning:)/, 'tfp-line-warning'],
  [/^(?:Plan:|Apply complete!|Destroy complete!|No changes\.|Success!|Changes to Outputs:|Outputs:)/, 'tfp-line-result'],
  [/: (?:Destroying|Destruction complete|Plan to (?:destroy|delete|replace|remove))/, 'tfp-line-removed'],
  [/: (?:Creation complete|Plan to create|Creating\.\.\.)/, 'tfp-line-added'],
  [/: (?:Modifying|Modifications complete|Plan to (?:update|move|import))/, 'tfp-line-changed'],
];

/** Lines of text with the colour of their kind; neighbours of one kind share an element. */
function coloured(text, kinds) {
  const fragment = document.createDocumentFragment();
  let kind = null;
  let lines = [];
  const flush = () => {
    if (lines.length) {
      const joined = lines.join('');
      fragment.append(kind ? el('span', { class: kind }, joined) : joined);
      lines = [];
    }
  };
  for (const each of clean(text).split(/(?<=\n)/)) {
    const next = kinds.find(([pattern]) => pattern.test(each))?.[1] ?? null;
    if (next !== kind) {
      flush();
      kind = next;
    }
    lines.push(each);
  }
  flush();
  return fragment;
}

class DiffView {
  constructor(app, unit, kind, title) {
    this.hint = el('p', { class: 'tfp-hint' }, word('loading'));
    this.text = el('pre', { class: 'tfp-text', role: 'region', tabindex: '0', hidden: true, 'aria-label': title });
    this.element = el('section', {}, el('h3', {}, title), this.hint, this.text);
    app.source.diff(unit, kind).then(({ text, cut, hint }) => {
      this.hint.replaceChildren(
        cut ? `${word('beginning')} ` : '',
        app.source.live ? el('a', { href: app.source.diffUrl(unit, kind) }, word('wholeDiff')) : hint);
      this.text.hidden = text === '';
      this.text.replaceChildren(coloured(text, LINE_KINDS));
    }, (e) => setText(this.hint, word('failedToLoad', e.message)));
  }
}

/** The end of a log, which grows while its unit runs; earlier parts on demand. Never more than some thousand lines. */
class LogView {
  constructor(app, unit) {
    this.app = app;
    this.unit = unit;
    this.start = 0;
    this.end = 0;
    this.decoder = new TextDecoder();
    this.earlier = el('button', { type: 'button', class: look.button, hidden: true, click: () => this.loadEarlier() }, word('earlier'));
    this.follow = el('input', { type: 'checkbox', id: 'tfp-follow', checked: true });
    this.follow.checked = true;
    this.hint = el('span', { class: 'tfp-hint', role: 'status' }, word('loading'));
    this.text = el('pre', { class: 'tfp-text tfp-log', role: 'region', tabindex: '0', 'aria-label': word('log') });
    this.text.addEventListener('scroll', () => {
      const atEnd = this.text.scrollHeight - this.text.scrollTop - this.text.clientHeight < 40;
      if (this.more) {
        this.follow.checked = atEnd;
      }
    });
    this.element = el('section', { id: 'tfp-log' },
      el('h3', {}, word('log')),
      el('div', { class: 'tfp-tools' },
        this.earlier,
        app.source.live ? el('label', { class: 'tfp-follow', hidden: unit.status !== 'RUNNING' && unit.status !== 'QUEUED' }, this.follow, ` ${word('follow')}`) : null,
        app.source.live ? el('a', { class: look.button, href: app.source.logUrl(unit) }, word('wholeLog')) : null,
        app.source.live ? el('a', { class: look.button, href: `${app.source.logUrl(unit)}?download` }, word('download')) : null,
        this.hint),
      this.text);
    this.open();
  }

  async open() {
    try {
      const part = await this.app.source.log(this.unit, `last=${LOG_BLOCK}`);
      if (!this.app.source.live) {
        setText(this.hint, part.hint);
        this.text.append(coloured(part.text, LOG_KINDS));
        return;
      }
      this.start = part.start;
      this.append(part);
      setText(this.hint, part.end === 0 && !part.more ? word('emptyLog') : '');
      this.next(part);
    } catch (e) {
      setText(this.hint, word('failedToLoad', e.message));
    }
  }

  append(part) {
    const text = this.decoder.decode(part.bytes, { stream: part.more });
    this.end = part.end;
    this.more = part.more;
    this.earlier.hidden = this.start <= 0;
    if (text) {
      this.text.append(coloured(text, LOG_KINDS));
      this.forgetOld();
      if (this.follow.checked) {
        this.text.scrollTop = this.text.scrollHeight;
      }
    }
  }

  next(part) {
    this.more = part.more;
    if (part.more && !this.closed) {
      this.timer = setTimeout(() => this.poll(), part.bytes.length >= LOG_BLOCK ? 0 : 1000);
    }
  }

  async poll() {
    if (this.closed || document.hidden) {
      this.next({ more: !this.closed, bytes: [] });
      return;
    }
    try {
      const part = await this.app.source.log(this.unit, `from=${this.end}&limit=${LOG_BLOCK * 4}`);
      if (this.closed) {
        return;
      }
      setText(this.hint, '');
      if (part.end < this.end) {
        // The engine reads its last process again: what came of it is gone.
        this.text.replaceChildren();
        this.decoder = new TextDecoder();
        await this.open();
        return;
      }
      this.append(part);
      this.next(part);
    } catch (e) {
      setText(this.hint, word('connectionLost', e.message));
      this.timer = setTimeout(() => this.poll(), 5000);
    }
  }

  async loadEarlier() {
    const until = this.start;
    const from = Math.max(0, until - LOG_BLOCK);
    this.earlier.disabled = true;
    try {
      const part = await this.app.source.log(this.unit, `from=${from}&limit=${until - from}`);
      // The part begins anywhere; its first whole line is behind the first line feed.
      const cut = from === 0 ? 0 : part.bytes.indexOf(10) + 1;
      this.start = from + (cut < part.bytes.length ? cut : 0);
      const before = this.text.scrollHeight;
      this.text.prepend(coloured(new TextDecoder().decode(part.bytes.subarray(this.start - from)), LOG_KINDS));
      this.text.scrollTop += this.text.scrollHeight - before;
      this.follow.checked = false;
      this.earlier.hidden = this.start <= 0;
    } catch (e) {
      setText(this.hint, word('failedToLoad', e.message));
    }
    this.earlier.disabled = false;
  }

  forgetOld() {
    let lines = 0;
    for (let node = this.text.lastChild; node; node = node.previousSibling) {
      lines += node.textContent.split('\n').length - 1;
      if (lines > LOG_LINES) {
        let dropped = 0;
        const encoder = new TextEncoder();
        while (this.text.firstChild && this.text.firstChild !== node) {
          dropped += encoder.encode(this.text.firstChild.textContent).length;
          this.text.firstChild.remove();
        }
        // Only roughly where cleaning has changed the text; asking for earlier lines begins at a whole line anyway.
        this.start = Math.min(this.end, this.start + dropped);
        this.earlier.hidden = false;
        return;
      }
    }
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
  }
}

// ---------------------------------------------------------------- one unit

class UnitView {
  constructor(app, unit, alone) {
    this.app = app;
    this.key = unit.key;
    this.i = unit.i;
    this.heading = el('h2', { tabindex: '-1', hidden: alone }, bdi(line(unit.name), { class: 'tfp-name' }));
    this.summary = el('div');
    this.details = el('div', {}, el('p', { class: 'tfp-hint' }, word('loading')));
    this.diffs = el('div');
    this.log = new LogView(app, unit);
    this.element = el('article', { class: 'tfp-unit' },
      alone ? null : el('p', {}, el('a', { href: app.source.live ? app.source.base : '#', class: look.button, 'data-back': '' }, `← ${word('back')}`)),
      this.heading, this.summary, this.details, this.diffs, this.log.element);
    this.update(unit);
  }

  update(unit) {
    this.unit = unit;
    this.element.className = `tfp-unit ${stateClass(unit.status)}`;
    this.tick();
    this.load();
  }

  tick() {
    const { model } = this.app;
    const unit = this.unit;
    const millis = model.durationOf(unit);
    const activity = unit.stopping ?? unit.command;
    const signature = JSON.stringify([unit, model.run.abortable, millis === null ? null : roughly(millis), roughly(model.queuedOf(unit))]);
    if (signature === this.signature) {
      return;
    }
    this.signature = signature;
    this.summary.replaceChildren(
      el('p', {}, stateMark(unit.status, unit.status === 'RUNNING' && activity ? ` (${line(activity)})` : null)),
      unit.cause ? el('p', { class: 'tfp-cause' }, bdi(clean(unit.cause))) : '',
      el('dl', { class: 'tfp-facts' },
        fact('module', line(unit.path ?? unit.name)),
        fact('workspace', unit.workspace === undefined ? null : line(unit.workspace)),
        fact('changes', changesMark(unit)),
        fact('duration', millis === null ? '–' : unit.status === 'RUNNING' ? roughly(millis) : duration(millis)),
        fact('queued', duration(model.queuedOf(unit)))),
      this.stopButton(unit));
  }

  /** Aborts it, or kills it while it takes its time to stop. */
  stopButton(unit) {
    if (!this.app.model.run.abortable || (unit.status !== 'RUNNING' && unit.status !== 'QUEUED')) {
      return '';
    }
    if (!unit.stopping) {
      return el('button', { type: 'button', class: look.button, click: () => this.app.askToAbortUnit(unit) }, `${word('abort')}…`);
    }
    return unit.stoppingAt === undefined
      ? ''
      : el('button', { type: 'button', class: look.danger, click: () => this.app.askToKillUnit(unit) }, `${word('kill')}…`);
  }

  async load() {
    if (this.loading) {
      this.again = true;
      return;
    }
    this.loading = true;
    try {
      const details = await this.app.source.unit(this.unit);
      this.draw(details);
    } catch (e) {
      this.details.replaceChildren(el('p', { role: 'alert' }, word('failedToLoad', e.message)));
    }
    this.loading = false;
    if (this.again) {
      this.again = false;
      this.load();
    }
  }

  draw(unit) {
    const attention = (this.unit.attention ?? []).filter((item) => item.kind !== 'DESTROY');
    const remarks = unit.remarks ?? [];
    const parts = [];
    if (unit.dependsOn.length) {
      parts.push(el('p', { class: 'tfp-depends' }, `${word('dependsOn')}: `, unit.dependsOn.flatMap((name, i) => {
        const other = this.app.model.units.find((each) => each.name === name);
        return [i ? ', ' : '', other ? this.app.unitLink(other) : bdi(line(name))];
      })));
    }
    if (remarks.length || attention.length) {
      parts.push(section('remarks', el('ul', { class: 'tfp-items' },
        remarks.map((remark) => el('li', {}, line(remark))),
        attention.map((item) => el('li', {}, item.text,
          item.details ? el('ul', {}, this.all(item, unit).map((detail) => el('li', {}, el('code', {}, line(detail))))) : null,
          item.command ? el('pre', { class: 'tfp-command' }, el('code', {}, line(item.command))) : null)))));
    }
    if (unit.diagnostics.length) {
      parts.push(section('diagnostics', el('ul', { class: 'tfp-items' }, unit.diagnostics.map((each) => diagnostic(each)))));
    }
    if (unit.resources.length) {
      parts.push(section('plannedChanges', el('table', { class: `${look.small} tfp-small` },
        el('thead', {}, el('tr', {}, ['action', 'resource'].map((column) => el('th', { scope: 'col' }, word(column))))),
        el('tbody', {}, unit.resources.map((change) => el('tr', {},
          el('td', { class: `tfp-action ${actionClass(change.action)}` }, line(change.action)),
          el('td', { role: 'rowheader' }, el('code', {}, line(change.address)))))))));
    }
    const outputs = Object.entries(unit.outputs);
    if (outputs.length) {
      parts.push(section('outputs', el('table', { class: `${look.small} tfp-small` },
        el('thead', {}, el('tr', {}, ['name', 'value'].map((column) => el('th', { scope: 'col' }, word(column))))),
        el('tbody', {}, outputs.map(([name, output]) => el('tr', {},
          el('td', { role: 'rowheader' }, el('code', {}, line(name))),
          el('td', {}, el('code', {}, output.sensitive ? word('sensitive') : clean(typeof output.value === 'string' ? output.value : JSON.stringify(output.value))))))))));
    }
    if (unit.processes.length) {
      parts.push(section('processes', el('table', { class: `${look.small} tfp-small` },
        el('thead', {}, el('tr', {}, ['command', 'exitCode', 'started', 'duration'].map((column) => el('th', { scope: 'col' }, word(column))))),
        el('tbody', {}, unit.processes.map((process) => el('tr', {},
          el('td', { role: 'rowheader' }, el('code', {}, line(process.command))),
          el('td', {}, process.exitCode === null ? '–' : String(process.exitCode)),
          el('td', {}, el('time', { datetime: process.startedAt }, new Date(process.startedAt).toLocaleString())),
          el('td', { class: 'tfp-number' }, duration(process.durationMillis))))))));
    }
    this.details.replaceChildren(...parts);
    const diffs = `${unit.diff ?? ''} ${unit.replannedDiff ?? ''}`;
    if (diffs !== this.shownDiffs) {
      this.shownDiffs = diffs;
      this.diffs.replaceChildren(
        ...(unit.diff ? [new DiffView(this.app, this.unit, 'diff', word('diff')).element] : []),
        ...(unit.replannedDiff ? [new DiffView(this.app, this.unit, 'replanned-diff', word('replannedDiff')).element] : []));
    }
  }

  /** The overview tells only the first few. */
  all(item, unit) {
    return item.kind === 'TAINTED' && unit.tainted ? unit.tainted : item.details;
  }

  close() {
    this.log.close();
  }
}

function fact(term, description) {
  return description === null ? null : el('div', {}, el('dt', {}, word(term)), el('dd', {}, description instanceof Node ? description : bdi(description)));
}

function section(title, ...content) {
  return el('section', {}, el('h3', {}, word(title)), ...content);
}

function diagnostic(each) {
  const severity = { error: 'FAILED', warning: 'TIMED_OUT' }[each.severity] ?? 'QUEUED';
  const place = [each.file && each.line ? `${each.file}:${each.line}` : each.file, each.address].filter((part) => part).join(', ');
  return el('li', { class: stateClass(severity) },
    el('strong', { class: 'tfp-severity' }, `${word(WORDS[each.severity] ? each.severity : 'note')}: `), bdi(clean(each.summary)),
    place ? el('code', { class: 'tfp-place' }, ` ${line(place)}`) : null,
    each.detail.trim() ? el('pre', { class: 'tfp-detail' }, clean(each.detail)) : null);
}

// ---------------------------------------------------------------- questions

/** Asks before something is done that can't be undone; resolves with whether to do it. */
function ask(title, sentences, yes) {
  return new Promise((resolve) => {
    const id = 'tfp-question';
    const answer = (value) => {
      dialog.close();
      dialog.remove();
      resolve(value);
    };
    const cancel = el('button', { type: 'button', class: look.button, click: () => answer(false) }, word('cancel'));
    const dialog = el('dialog', { class: 'tfp-dialog tfp', 'aria-labelledby': id },
      el('h2', { id }, title),
      sentences.map((sentence) => el('p', {}, sentence)),
      el('div', { class: 'tfp-tools' }, el('button', { type: 'button', class: look.danger, click: () => answer(true) }, yes), cancel));
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      answer(false);
    });
    document.body.append(dialog);
    dialog.showModal();
    cancel.focus();
  });
}

// ---------------------------------------------------------------- the whole

class App {
  /**
   * @param alone the key of the unit that the page is about; empty where it is about the run
   * @param firstView what is shown where the address says nothing
   */
  constructor(root, source, alone, firstView) {
    this.source = source;
    this.alone = alone;
    this.firstView = firstView;
    this.model = new Model();
    this.route = new Route(source.live ? '?' : '#', () => this.show());
    this.notice = el('p', { class: 'tfp-notice', role: 'status', hidden: true });
    this.overview = new Overview(this);
    this.attention = new Attention(this);
    this.units = new Units(this);
    this.timeline = new Timeline(this);
    this.changes = new Changes(this);
    this.views = { units: this.units, timeline: this.timeline, changes: this.changes };
    this.tabs = new Map(Object.keys(this.views).map((view) => [view, el('button', {
      type: 'button', role: 'tab', id: `tfp-tab-${view}`, 'aria-controls': `tfp-panel-${view}`, class: 'tfp-tab',
      click: () => this.route.set(this.viewRoute(view), true),
      keydown: (event) => this.moveTab(event, view),
    }, word(view))]));
    this.panels = new Map(Object.entries(this.views).map(([view, { element }]) => [view, el('div', {
      role: 'tabpanel', id: `tfp-panel-${view}`, 'aria-labelledby': `tfp-tab-${view}`,
    }, element)]));
    this.list = el('div', {}, this.overview.element, this.attention.element,
      el('div', { class: 'tfp-tabs', role: 'tablist', 'aria-label': word('views') }, [...this.tabs.values()]), [...this.panels.values()]);
    this.detail = el('div', { hidden: true });
    this.element = el('div', { class: 'tfp-app' }, this.notice, this.list, this.detail);
    root.append(this.element);
    root.addEventListener('click', (event) => this.follow(event));
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden && this.timer !== undefined) {
        clearTimeout(this.timer);
        this.poll();
      }
    });
  }

  async start() {
    this.take(await this.source.overview(0));
    if (!this.model.complete) {
      this.delay = 1000;
      this.failures = 0;
      this.schedule(this.delay);
      this.ticker = setInterval(() => this.tick(), 1000);
    }
  }

  schedule(delay) {
    this.timer = setTimeout(() => this.poll(), delay);
  }

  async poll() {
    this.timer = undefined;
    if (document.hidden) {
      this.timer = 0;
      return;
    }
    try {
      const answer = await this.source.overview(this.model.events);
      const changed = this.take(answer);
      this.failures = 0;
      this.notice.hidden = true;
      this.delay = changed ? 1000 : Math.min(this.delay * 1.3, 5000);
    } catch (e) {
      this.notice.hidden = false;
      if ([401, 403, 404].includes(e.status)) {
        setText(this.notice, word('noLongerThere', e.message));
        clearInterval(this.ticker);
        return;
      }
      this.failures++;
      setText(this.notice, word('connectionLost', e.message));
      this.delay = Math.min(1000 * 2 ** this.failures, 30000);
    }
    if (this.model.complete) {
      clearInterval(this.ticker);
    } else {
      this.schedule(this.delay);
    }
  }

  /** Takes an answer and shows what it told; whether it told anything new. */
  take(answer) {
    const { units, changed } = this.model.apply(answer);
    this.overview.update();
    this.attention.update();
    if (!this.alone) {
      this.units.update(units);
    }
    if (this.unitView && units.some((unit) => unit.i === this.unitView.i)) {
      this.unitView.update(this.model.units[this.unitView.i]);
    }
    this.show(changed);
    return changed;
  }

  /** Shows what the address says. */
  show(changed = false) {
    if (!this.model.run) {
      return;
    }
    const key = this.alone || this.route.get('unit');
    const unit = key ? this.model.byKey(key) : undefined;
    this.list.hidden = Boolean(unit);
    this.detail.hidden = !unit;
    if (unit) {
      if (this.unitView?.i !== unit.i) {
        this.closeUnit();
        this.unitView = new UnitView(this, unit, Boolean(this.alone));
        this.detail.replaceChildren(this.unitView.element);
        if (!this.alone) {
          this.unitView.heading.focus({ preventScroll: true });
          this.element.scrollIntoView({ block: 'start' });
        }
      }
      return;
    }
    this.closeUnit();
    const view = this.views[this.route.get('view')] ? this.route.get('view') : this.firstView;
    for (const [name, tab] of this.tabs) {
      const selected = name === view;
      tab.setAttribute('aria-selected', String(selected));
      tab.tabIndex = selected ? 0 : -1;
      this.panels.get(name).hidden = !selected;
    }
    this.overview.update();
    if (view === 'units') {
      this.units.arrange();
    } else if (view !== this.shownView || changed || view === 'changes') {
      this.views[view].update();
    }
    this.shownView = view;
  }

  viewRoute(view) {
    return { view: view === this.firstView ? '' : view };
  }

  closeUnit() {
    if (!this.unitView) {
      return;
    }
    const { key, i } = this.unitView;
    this.unitView.close();
    this.unitView = undefined;
    this.detail.replaceChildren();
    // Whoever comes back with the keyboard goes on where the unit was opened.
    const row = this.units.rows[i];
    if (row && this.route.get('unit') === '' && row.unit.key === key && document.activeElement === document.body) {
      this.list.hidden = false;
      row.link.focus();
    }
  }

  tick() {
    if (document.hidden || !this.model.isRunning) {
      return;
    }
    if (this.unitView) {
      this.unitView.tick();
      return;
    }
    this.overview.tick();
    if (this.shownView === 'units') {
      this.units.tick();
    } else if (this.shownView === 'timeline') {
      this.timeline.tick();
    }
  }

  unitLink(unit) {
    return el('a', { href: this.source.unitUrl(unit), 'data-unit': unit.key ?? unit.i }, bdi(line(unit.name), { class: 'tfp-name' }));
  }

  /** A click on a unit shows it here; one that opens a new tab goes to its own page. */
  follow(event) {
    const link = event.target.closest('a[data-unit], a[data-back]');
    if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || this.alone) {
      return;
    }
    event.preventDefault();
    this.route.set({ unit: link.dataset.unit ?? '' }, true);
  }

  moveTab(event, view) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      const names = [...this.tabs.keys()];
      const next = names[(names.indexOf(view) + step + names.length) % names.length];
      this.route.set(this.viewRoute(next));
      this.tabs.get(next).focus();
      event.preventDefault();
    }
  }

  /** What an abort costs: what is in flight, what never starts, how long it may take. */
  async askToAbort() {
    const { model } = this;
    const queued = model.counts().get('QUEUED') ?? 0;
    const sentences = [
      this.inFlight(model.units.filter((unit) => unit.status === 'RUNNING')),
      queued ? word('notStarted', queued) : null,
      word('signal', model.run.grace === undefined ? word('grace') : duration(model.run.grace)),
    ];
    await this.do(word('abortRun'), sentences, word('abort'), 'abort');
  }

  async askToAbortUnit(unit) {
    const { run } = this.model;
    // For destroy the edges are turned round.
    const needsIt = run.operation === 'destroy' ? (each) => unit.dependsOn?.includes(each.name) : (each) => each.dependsOn?.includes(unit.name);
    const waiting = this.model.units.filter((each) => each.status === 'QUEUED' && needsIt(each)).length;
    await this.do(word('abortUnit', line(unit.name)), [
      unit.status === 'RUNNING' ? this.inFlight([unit]) : word('neverStarts'),
      unit.status === 'RUNNING' ? word('signalUnit', run.grace === undefined ? word('grace') : duration(run.grace)) : null,
      waiting ? word('dependents', waiting) : null,
    ], word('abort'), `unit/${encodeURIComponent(unit.key)}/abort`);
  }

  async askToKillUnit(unit) {
    const left = this.graceLeft(unit.stoppingAt);
    await this.do(word('killUnit', line(unit.name)), [
      this.inFlight([unit]),
      word('killCost'),
      left > 0 ? word('killUnitLeft', roughly(left)) : null,
    ], word('kill'), `unit/${encodeURIComponent(unit.key)}/kill`);
  }

  /** How much of the grace period that began then is left, in milliseconds; 0 where nobody can say. */
  graceLeft(begin) {
    const { run } = this.model;
    return run.grace === undefined ? 0 : begin + run.grace - this.model.now();
  }

  async askToKill() {
    const { model } = this;
    const left = this.graceLeft(model.run.abort.at);
    await this.do(word('killRun'), [
      this.inFlight(model.units.filter((unit) => unit.status === 'RUNNING')),
      word('killCost'),
      left > 0 ? word('killLeft', roughly(left)) : null,
    ], word('kill'), 'kill');
  }

  inFlight(units) {
    const names = units.slice(0, 8).map((unit) => `${line(unit.name)}${unit.command ? ` (${line(unit.command)}, ${roughly(this.model.durationOf(unit))})` : ''}`);
    return units.length ? word('inFlight', names.join(', ') + (units.length > 8 ? `, ${word('more', units.length - 8)}` : '')) : null;
  }

  async do(title, sentences, yes, path) {
    if (await ask(title, sentences.filter((sentence) => sentence), yes)) {
      try {
        await this.source.post(path);
        clearTimeout(this.timer);
        this.poll();
      } catch (e) {
        this.notice.hidden = false;
        setText(this.notice, word('refused', e.message));
      }
    }
  }
}

/** Takes over from what the document shows without it. */
async function start() {
  const root = document.querySelector('#tfp');
  if (!root) {
    return;
  }
  const { base, unit, view } = root.dataset;
  look = base ? LOOKS.jenkins : LOOKS.report;
  readWords(document.querySelector('#tfp-words'));
  document.querySelector('#tfp-icons')?.content.querySelectorAll('[data-icon]').forEach((element) => {
    icons.set(element.dataset.icon, element.firstElementChild);
  });
  const source = base ? new LiveSource(base) : new ReportSource(JSON.parse(document.querySelector('#tfp-data').textContent));
  const app = new App(root, source, unit ?? '', view ?? 'units');
  await app.start();
  document.querySelectorAll('[data-tfp-plain]').forEach((element) => {
    // A report's logs and diffs are read from there.
    if (source.live) {
      element.remove();
    } else {
      element.hidden = true;
    }
  });
  root.dataset.ready = '';
}

// Where it can't, the document stays as it is.
start().catch((e) => {
  document.querySelector('#tfp')?.replaceChildren();
  document.querySelectorAll('.tfp-plain').forEach((element) => element.classList.remove('tfp-plain'));
  console.warn('run.js:', e);
});
