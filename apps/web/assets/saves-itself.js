// A long draft saves itself: five seconds after the last key its form is sent as it stands, and stays open. Its Save button
// does what it does without scripts, and says what is still missing.
const quiet = 5_000;
/** For so long Save waits for what is on its way. */
const patience = 3_000;

/** Begins to save the forms of this page that say `data-saves-itself`. */
export function saveDrafts() {
  for (const form of document.querySelectorAll('form[data-saves-itself]')) keepSaved(form);
}

function keepSaved(form) {
  const button = form.querySelector('button.govuk-button');
  const line = document.createElement('p');
  line.className = 'govuk-body-s';
  line.dataset.saved = '';
  line.setAttribute('aria-live', 'polite');
  button.before(line);
  let later = 0;
  let sending = null;
  let waiting = new AbortController();

  form.addEventListener('input', () => {
    clearTimeout(later);
    later = setTimeout(() => void save(), quiet);
  });
  // What is on its way arrives before the form itself: else they would be two versions of one text. Where nothing answers,
  // the form is sent all the same.
  form.addEventListener('submit', (event) => {
    clearTimeout(later);
    if (sending === null) return;
    event.preventDefault();
    setTimeout(() => waiting.abort(), patience);
    void sending.then(() => form.requestSubmit(event.submitter));
  });

  async function save() {
    if (sending !== null || !('savesItself' in form.dataset)) return;
    const sent = new URLSearchParams(new FormData(form));
    waiting = new AbortController();
    sending = send(sent).finally(() => {
      sending = null;
    });
    await sending;
    if (new URLSearchParams(new FormData(form)).toString() !== sent.toString() && 'savesItself' in form.dataset) {
      later = setTimeout(() => void save(), quiet);
    }
  }

  async function send(body) {
    try {
      const headers = { accept: 'application/json' };
      const answer = await fetch(form.getAttribute('action') ?? location.href, {
        method: 'POST',
        headers,
        body,
        redirect: 'manual',
        signal: waiting.signal,
      });
      if (answer.status === 200) return saved(await answer.json(), body);
      if (answer.status === 409)
        return stop('Not saved: somebody else changed this meanwhile. Save it yourself to see both texts.');
      if (answer.status === 422) return void (line.textContent = 'Not saved yet. Save it yourself to see why.');
      if (answer.type === 'opaqueredirect' || answer.status < 500)
        return stop('Not saved: you may be signed out. What you typed stays here: save it yourself.');
      line.textContent = 'Not saved: something does not work at the moment. What you typed stays here.';
    } catch {
      line.textContent = 'Not saved: there is no connection. What you typed stays here.';
    }
  }

  function saved({ version, was, at }, sent) {
    for (const [name, value] of Object.entries({ version, was })) form.querySelector(`[name="${name}"]`).value = value;
    line.textContent = `Saved at ${at}`;
    sent.set('version', version);
    sent.set('was', was);
    // What was typed meanwhile is not saved yet.
    if (new URLSearchParams(new FormData(form)).toString() === sent.toString()) form.dispatchEvent(new Event('saved'));
  }

  function stop(text) {
    delete form.dataset.savesItself;
    line.textContent = text;
  }
}
