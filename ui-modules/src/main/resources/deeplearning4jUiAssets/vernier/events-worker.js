// One connection for all tabs of a browser, which opens at most six to a server.

/** Tabs that are seen ask when they are told; together they are to ask ten times per second at most, as browsers are. */
const MILLIS_PER_TAB = 100;

const ports = new Set();
const seen = new Set();
let source = null;
let connected = false;
let toldAt = 0;
let pending = null;
let timer = null;

function tell(message) {
  ports.forEach(port => port.postMessage(message));
}

/** Changes that come too fast are told together. */
function change({ sessions, listed }) {
  pending = {
    sessions: [...new Set([...pending?.sessions ?? [], ...sessions])],
    listed: listed || (pending?.listed ?? false),
  };
  timer ??= setTimeout(() => {
    toldAt = Date.now();
    tell({ change: pending });
    pending = null;
    timer = null;
  }, Math.max(0, toldAt + MILLIS_PER_TAB * seen.size - Date.now()));
}

function connect() {
  source = new EventSource('/vernier/api/events');
  source.onopen = () => {
    connected = true;
    tell({ connected });
  };
  source.onerror = () => {
    connected = false;
    tell({ connected });
    if (source.readyState === EventSource.CLOSED) {
      source = null;
      setTimeout(() => ports.size > 0 && source === null && connect(), 10_000);
    }
  };
  source.onmessage = event => change(JSON.parse(event.data));
}

function leave(port) {
  ports.delete(port);
  seen.delete(port);
  if (ports.size === 0) {
    source?.close();
    source = null;
    connected = false;
  }
}

addEventListener('connect', ({ ports: [port] }) => {
  ports.add(port);
  port.onmessage = ({ data }) => ({
    seen: () => seen.add(port),
    hidden: () => seen.delete(port),
    bye: () => leave(port),
  }[data]());
  if (source === null) {
    connect();
  } else {
    port.postMessage({ connected });
  }
});
