import { randomBytes } from 'node:crypto';
import { PersonSessions } from '@app/accounts';
import { type Actor, keptNetwork, sha256 } from '@app/kernel';
import { CONFIG, type Config } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { cookieName, cookieOptions } from './cookies';
import { KeptForms } from './kept-forms';

/** Sessions as browsers have them: the cookie holds a random id, the database its hash. */
@Injectable()
export class Sessions {
  constructor(
    private readonly sessions: PersonSessions,
    private readonly kept: KeptForms,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The request's session with its person and their grants of this moment, or null. */
  async find(request: FastifyRequest): Promise<{ id: string; actor: Actor } | null> {
    const id = this.idOf(request);
    const actor = id === null ? null : await this.sessions.find(sha256(id));
    return id === null || actor === null ? null : { id, actor };
  }

  /** Begins a new session for the person, always with a new id, and ends the one that the browser had. */
  async begin(request: FastifyRequest, reply: FastifyReply, personId: string): Promise<void> {
    const id = randomBytes(32).toString('base64url');
    const old = this.idOf(request);
    const replaces = old === null ? null : sha256(old);
    await this.sessions.begin(personId, { idHash: sha256(id), replaces, network: keptNetwork(request.ip) });
    void reply.setCookie(cookieName(this.config, 'session'), id, cookieOptions(this.config));
    await this.kept.remember(request, reply, personId);
  }

  /** Signs out: ends the request's session. */
  async end(actor: Actor, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const id = this.idOf(request);
    if (id !== null) await this.sessions.end(actor, sha256(id));
    void reply.clearCookie(cookieName(this.config, 'session'), cookieOptions(this.config));
    await this.kept.forget(request, reply);
  }

  private idOf(request: FastifyRequest): string | null {
    return request.cookies[cookieName(this.config, 'session')] || null;
  }
}
