const sections: Readonly<Record<number, string>> = {
  400: '15.5.1',
  403: '15.5.4',
  404: '15.5.5',
  405: '15.5.6',
  429: '15.5',
  500: '15.6.1',
  503: '15.6.4',
};
const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** Whether an address belongs to the Occupational Maps API. */
export const isMapsApi = (url: string): boolean => /^\/api\/v1(?:[/?]|$)/.test(url);

/** An error as the API writes it (contract 1, "Status codes"): ASP.NET's ProblemDetails; what is refused is malformed. */
export function problemOf(shown: number, traceId: string) {
  const known = shown === 422 ? 400 : shown;
  const status = known in titles ? known : known < 500 ? 400 : 500;
  const type = `https://tools.ietf.org/html/rfc9110#section-${sections[status]}`;
  return { type, title: titles[status], status, traceId };
}
