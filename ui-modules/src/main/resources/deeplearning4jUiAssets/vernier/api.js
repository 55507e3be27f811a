// Questions to the server.

/** @param {Object} parameters by name; an array is repeated, null is left out */
export function query(parameters) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const item of [value].flat()) {
      if (item !== null && item !== undefined && item !== '') {
        search.append(name, item);
      }
    }
  }
  return search;
}

/** Asks the server; the error carries what it says. */
export async function api(path, parameters = {}) {
  const response = await fetch(`/vernier/api/${path}?${query(parameters)}`);
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    const error = new Error(answer.error ?? `${response.status} ${response.statusText}`);
    error.status = response.status;
    throw error;
  }
  return answer;
}

/** Orders the server to do something; only a page of its own may. */
export async function order(path, parameters = {}) {
  const response = await fetch(`/vernier/api/${path}?${query(parameters)}`, { method: 'POST', headers: { 'X-Vernier': '1' } });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Error(answer.error ?? `${response.status} ${response.statusText}`);
  }
  return answer;
}
