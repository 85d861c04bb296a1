// Runs before the first paint, while the page's own code is still on its way. A file of its own, because the content
// policy allows no inline scripts; what it leaves on `window` is described in src/lib/early-answers.ts.
(() => {
  const { dataset } = document.currentScript;

  /** What this browser was told to keep; null where it keeps nothing. */
  const remembered = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };

  /** A dark screen never flashes white. The key is Mantine's. */
  const paintIn = () => {
    const chosen = remembered('mantine-color-scheme-value');
    const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
    document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
  };

  /** The language of the page, as src/lib/i18n.ts will find it: that of this browser's choice, else of the account. */
  const isLanguage = (value) => value === 'ru' || value === 'en';
  const chosen = remembered('evosync-language');
  let language = isLanguage(chosen) ? chosen : 'ru';

  const answers = {};
  const ask = (url) => {
    const headers = { accept: 'application/json, application/problem+json', 'accept-language': language };
    const answer = fetch(url, { headers });
    answer.catch(() => undefined);
    answers[url] = answer;
    return answer;
  };

  const fetchAhead = (files = '') => {
    for (const href of files.split(' ').filter(Boolean)) {
      const isStyle = href.endsWith('.css');
      const link = Object.assign(document.createElement('link'), { rel: isStyle ? 'preload' : 'modulepreload', href });
      if (isStyle) link.as = 'style';
      link.crossOrigin = '';
      document.head.append(link);
    }
  };

  /** The first page of whoever is there: its files, and on the start page its answers too. */
  const prepareFor = ({ user }) => {
    if (!isLanguage(chosen) && isLanguage(user?.language)) language = user.language;
    fetchAhead(user ? dataset.rooms : dataset.guest);
    if (user && location.pathname === '/') ['/api/v1/sync/overview', '/api/v1/sync/runs?pageSize=1'].forEach(ask);
  };

  paintIn();
  window.evosyncEarly = answers;
  // Whoever takes this answer must find what was asked for because of it.
  const session = ask('/api/v1/auth/session').then(async (answer) => {
    await answer
      .clone()
      .json()
      .then(prepareFor)
      .catch(() => undefined);
    return answer;
  });
  session.catch(() => undefined);
  answers['/api/v1/auth/session'] = session;
})();
