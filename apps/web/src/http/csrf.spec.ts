import { Forbidden } from '@app/kernel';
import { testConfig } from '@test/support';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { cookieName, cookieOptions } from './cookies';
import { checkOrigin, hasToken, publicFormToken, sessionToken } from './csrf';

const config = testConfig('postgres://nowhere.test/none');
const other = { ...config, sessionSecret: 'another-secret-of-another-server-entirely' };

const request = (given: { cookie?: string; body?: object; headers?: object }) =>
  ({
    cookies: given.cookie === undefined ? {} : { [cookieName(config, 'form')]: given.cookie },
    body: given.body,
    headers: { host: 'waymark.test', ...given.headers },
  }) as unknown as FastifyRequest;

function reply() {
  const setCookie = jest.fn();
  return { setCookie, as: { setCookie } as unknown as FastifyReply };
}

describe('the token of public forms', () => {
  it('is made once and known again', () => {
    const first = reply();
    const made = publicFormToken(config, request({}), first.as);
    expect(made.fresh).toBe(true);
    expect(first.setCookie).toHaveBeenCalledTimes(1);
    const second = reply();
    const again = publicFormToken(config, request({ cookie: made.value }), second.as);
    expect(again).toEqual({ value: made.value, fresh: false });
    expect(second.setCookie).not.toHaveBeenCalled();
  });

  it('is not taken from somebody who cannot sign it', () => {
    const foreign = publicFormToken(other, request({}), reply().as).value;
    for (const cookie of [foreign, 'a.b', 'a', '.', '']) {
      expect([cookie, publicFormToken(config, request({ cookie }), reply().as).fresh]).toEqual([cookie, true]);
    }
  });
});

describe('the token of a session', () => {
  it('belongs to that session and this server', () => {
    expect(sessionToken(config, 'one')).toBe(sessionToken(config, 'one'));
    expect(sessionToken(config, 'one')).not.toBe(sessionToken(config, 'two'));
    expect(sessionToken(config, 'one')).not.toBe(sessionToken(other, 'one'));
  });

  it('has to stand in the form', () => {
    const token = sessionToken(config, 'one');
    expect(hasToken(request({ body: { _csrf: token } }), token)).toBe(true);
    for (const body of [{}, { _csrf: '' }, { _csrf: [token] }, undefined]) {
      expect(() => hasToken(request({ body }), token)).toThrow(Forbidden);
    }
    expect(() => hasToken(request({ body: { _csrf: '' } }), null)).toThrow(Forbidden);
  });

  it('is of a form that has expired where it is another one', () => {
    const token = sessionToken(config, 'one');
    expect(hasToken(request({ body: { _csrf: sessionToken(config, 'two') } }), token)).toBe(false);
    expect(hasToken(request({ body: { _csrf: `${token}x` } }), token)).toBe(false);
    expect(hasToken(request({ body: { _csrf: token } }), null)).toBe(false);
  });
});

describe('where a form comes from', () => {
  it.each([
    { origin: 'https://evil.test' },
    { origin: 'https://waymark.test.evil.test' },
    { origin: 'null' },
    { origin: 'not an address' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: 'http://waymark.test' },
  ])('is refused: %j', (headers) => {
    expect(() => checkOrigin(config, request({ headers }))).toThrow(Forbidden);
  });

  it.each([
    {},
    { origin: 'http://waymark.test' },
    { origin: 'http://waymark.test', 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-site': 'none' },
  ])('is fine: %j', (headers) => {
    expect(() => checkOrigin(config, request({ headers }))).not.toThrow();
  });
});

describe('our cookies', () => {
  it('are held to this host alone over https, and are never seen by scripts', () => {
    const https = { ...config, baseUrl: 'https://waymark.test' };
    expect(cookieName(https, 'session')).toBe('__Host-waymark_session');
    expect(cookieOptions(https)).toEqual({ path: '/', httpOnly: true, sameSite: 'lax', secure: true });
    expect(cookieName(config, 'session')).toBe('waymark_session');
    expect(cookieOptions(config)).toMatchObject({ httpOnly: true, secure: false });
  });
});
