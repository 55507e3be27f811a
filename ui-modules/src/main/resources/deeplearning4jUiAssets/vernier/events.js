// What the server says of itself: which sessions changed.

/**
 * @param {function({sessions: string[], listed: boolean})} onChange sessions with new records; whether sessions or
 *     workers themselves are new
 * @param {function(boolean)} onConnection whether the server tells; without, one has to ask
 */
export function listen(onChange, onConnection) {
  const take = ({ change, connected }) => {
    if (change) {
      onChange(change);
    } else {
      onConnection(connected);
    }
  };
  if (typeof SharedWorker === 'undefined') {
    listenAlone(take);
    return;
  }
  let worker = null;
  const open = () => {
    worker = new SharedWorker('/assets/vernier/events-worker.js', { name: 'vernier' });
    worker.port.onmessage = ({ data }) => take(data);
    worker.onerror = () => take({ connected: false });
    say();
  };
  const say = () => worker.port.postMessage(document.hidden ? 'hidden' : 'seen');
  open();
  document.addEventListener('visibilitychange', say);
  addEventListener('pagehide', () => worker.port.postMessage('bye'));
  addEventListener('pageshow', event => event.persisted && open());
}

/** Without a worker to share, only while the tab is seen. */
function listenAlone(take) {
  let source = null;
  const follow = () => {
    if (document.hidden) {
      source?.close();
      source = null;
      return;
    }
    source ??= new EventSource('/vernier/api/events');
    source.onopen = () => take({ connected: true });
    source.onerror = () => take({ connected: false });
    source.onmessage = event => take({ change: JSON.parse(event.data) });
  };
  document.addEventListener('visibilitychange', follow);
  follow();
}
