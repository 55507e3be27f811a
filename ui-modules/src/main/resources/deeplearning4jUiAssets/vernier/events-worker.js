// One connection for all tabs of a browser, which opens at most six to a server.

const ports = new Set();
let source = null;
let connected = false;

function tell(message) {
  ports.forEach(port => port.postMessage(message));
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
  source.onmessage = event => tell({ change: JSON.parse(event.data) });
}

addEventListener('connect', ({ ports: [port] }) => {
  ports.add(port);
  port.onmessage = ({ data }) => {
    if (data === 'bye') {
      ports.delete(port);
      if (ports.size === 0) {
        source?.close();
        source = null;
        connected = false;
      }
    }
  };
  if (source === null) {
    connect();
  } else {
    port.postMessage({ connected });
  }
});
