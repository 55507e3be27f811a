// The series of a session, kept up to date: what a page with curves asks of its SeriesEndpoint.

import { Table } from '/assets/vernier/table.js';

/** Rows held here before the server is asked for a thinned view of the whole session again. */
const MAX_ROWS = 12_000;
const ZOOM_SETTLES_MILLIS = 250;
/** A long session is read on from answer to answer; in between other questions have a chance. */
const READ_ON_MILLIS = 20;

export class SessionSeries {
  /**
   * @param {Object} host the page's host
   * @param {Object} options `path` of the endpoint; `parameters()`: more of them, such as the layer; `onChange(series)`
   */
  constructor(host, { path = '', parameters = () => ({}), onChange }) {
    this.host = host;
    this.path = path;
    this.parameters = parameters;
    this.onChange = onChange;
    this.busy = false;
    this.disposed = false;
    this.generation = 0;
    this.window = null;
    /** The last answer, for what it says besides the rows. */
    this.answer = null;
    this.#clear();
  }

  #clear() {
    this.last = null;
    this.table = null;
    this.refined = null;
    this.recorded = 0;
    this.unread = 0;
    this.thinned = false;
    this.epochs = new Map();
    this.problems = { unreadable: 0, newestVersion: 0, supportedVersion: 0 };
  }

  /** Starts over, with other parameters perhaps. */
  async reload() {
    this.generation++;
    this.busy = false;
    clearTimeout(this.reading);
    this.#clear();
    return this.poll();
  }

  /** Asks for what is new; true if there was something. */
  async poll() {
    if (this.busy) {
      return false;
    }
    this.busy = true;
    const { generation } = this;
    try {
      const answer = await this.host.api(this.path, { ...this.parameters(), from: this.last });
      if (this.disposed || generation !== this.generation) {
        return false;
      }
      this.#take(answer);
      return answer.recorded > 0;
    } finally {
      if (generation === this.generation) {
        this.busy = false;
      }
    }
  }

  #take(answer) {
    const joins = this.last !== null && this.table?.fits(answer);
    if (this.last !== null && this.table && (!joins || this.table.length + answer.columns.iteration.length > MAX_ROWS)) {
      // At the next poll a thinned view of everything.
      this.#clear();
      return;
    }
    if (joins) {
      this.table.append(answer);
      this.refined?.append(answer);
    } else {
      this.#clear();
      this.table = new Table(answer);
    }
    if (answer.unread > 0) {
      this.reading = setTimeout(() => this.poll().catch(() => {}), READ_ON_MILLIS);
    } else if (answer.recorded > 0) {
      this.last = answer.last;
    }
    this.unread = answer.unread;
    this.recorded += answer.recorded;
    this.thinned = this.thinned || answer.thinned;
    for (const { epoch, iteration } of answer.epochs) {
      if (!this.epochs.has(epoch)) {
        this.epochs.set(epoch, iteration);
      }
    }
    this.problems.unreadable += answer.unreadable;
    this.problems.newestVersion = Math.max(this.problems.newestVersion, answer.newestVersion);
    this.problems.supportedVersion = answer.supportedVersion;
    this.answer = answer;
    if (answer.recorded > 0 || !joins) {
      this.onChange(this);
    }
  }

  /** What charts draw: the table, in its zoomed part refined. */
  get shown() {
    const { epochs, recorded, unread, thinned } = this;
    return { table: this.refined ?? this.table, epochs, recorded, unread, thinned };
  }

  /** Of a thinned session the zoomed part is fetched in full, once the zoom has settled. */
  zoom(window) {
    this.window = window;
    clearTimeout(this.settling);
    if (this.thinned) {
      this.settling = setTimeout(() => this.#refine().catch(() => {}), ZOOM_SETTLES_MILLIS);
    }
  }

  async #refine() {
    const { window, generation } = this;
    if (this.table === null) {
      return;
    }
    if (window === null) {
      this.refined = null;
      this.onChange(this);
      return;
    }
    const { time, iteration } = this.table.columns;
    const first = Math.max(0, iteration.findIndex(at => at >= window[0]) - 1);
    const after = iteration.findIndex(at => at > window[1]);
    const last = after < 0 ? time.length - 1 : after;
    const answer = await this.host.api(this.path, { ...this.parameters(), from: time[first] - 1, to: time[last] });
    if (this.window === window && generation === this.generation && !this.disposed && this.table) {
      this.refined = this.table.refined(answer);
      this.onChange(this);
    }
  }

  dispose() {
    this.disposed = true;
    clearTimeout(this.settling);
    clearTimeout(this.reading);
  }
}
