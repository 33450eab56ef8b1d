import type { IncomingMessage } from 'node:http';
import cookie from '@fastify/cookie';
import files from '@fastify/static';
import { newId, paths } from '@app/kernel';
import { type Config, createLogger, NestLog, withinRequest } from '@app/platform';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyBaseLogger, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import type { DestinationStream, Logger } from 'pino';
import { ApiInMemory } from '../api/in-memory';
import { openToBrowsers, wireAddress } from '../api/v1';
import { MapPages } from '../pages/maps';
import { WebModule } from '../web.module';
import { assetFolder } from './assets';
import { answerTo } from './errors';
import { tellMethods } from './methods';
import { Metrics } from './metrics';
import { answerUnread, standOutside } from './outside';
import { type QuickArea, QuickAnswers } from './quick-answers';
import { sendAnswers } from './reply';
import { securityHeaders } from './security-headers';
import { acceptForms } from './sent-forms';
import { TakenFiles } from './taken-files';
import { limitBodies, serverTimes, type TimeLimits, timeLimits } from './time-limits';

/** What tests replace: where the log goes, and how long we wait for slow senders. */
type Surroundings = { log?: DestinationStream; limits?: TimeLimits };

/** The web site for one set of settings, ready to listen or, in tests, to be injected into. */
export async function createWebApp(
  config: Config & { databaseUrl: string },
  { log, limits = timeLimits }: Surroundings = {},
): Promise<NestFastifyApplication> {
  const logger = createLogger(config.logLevel, 'web', log);
  const secure = securityHeaders(config);
  const adapter = adapterFor(config, logger, limits);
  const app = await NestFactory.create<NestFastifyApplication>(WebModule.with(config), adapter, {
    logger: new NestLog(logger),
    bodyParser: false,
    forceCloseConnections: true,
  });
  const fastify = adapter.getInstance();
  fastify.addHook('onRequest', async (request, reply) => {
    void reply.headers({ ...secure, 'x-request-id': request.id });
  });
  const metrics = app.get(Metrics);
  const quick = new QuickAnswers(
    [pagesInMemory(app.get(MapPages)), ...app.get(ApiInMemory).areas],
    (route, status, took) => metrics.count('GET', route, status, took),
  );
  quick.stand(fastify.server);
  limitBodies(fastify.server, limits, secure);
  standOutside(fastify.server, secure);
  // Before the guard, which reads forms: the rest of the request runs within.
  fastify.addHook('preHandler', (request, _reply, done) => withinRequest(request.id, done));
  metrics.watch(fastify);
  openToBrowsers(fastify);
  tellMethods(fastify);
  await app.register(cookie);
  await acceptForms(app);
  await app.register(files, { root: assetFolder, prefix: '/assets/', maxAge: '365d', immutable: true });
  sendAnswers(fastify, config, quick);
  app.get(TakenFiles).watch(fastify);
  await app.init();
  await fastify.ready();
  return app;
}

/** Fastify as we set it: what it answers by itself before a request reaches us looks as everything else does. */
function adapterFor(config: Config, logger: Logger, limits: TimeLimits): FastifyAdapter {
  const secure = securityHeaders(config);
  return new FastifyAdapter({
    loggerInstance: logger as unknown as FastifyBaseLogger,
    genReqId: () => newId(),
    logController: new LogController({ disableRequestLogging: config.logLevel !== 'debug' }),
    trustProxy: (_address: string, hop: number) => hop < config.trustProxy,
    rewriteUrl: (request: IncomingMessage) => wireAddress(request.url ?? '/'),
    forceCloseConnections: 'idle',
    ...serverTimes(limits),
    clientErrorHandler: answerUnread(secure),
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      const { status, headers, body } = answerTo(error, request, config);
      void reply
        .code(status)
        .headers({ ...secure, 'x-request-id': request.id, ...headers })
        .send(body);
    },
  });
}

/** Not what is looked for: nearly every question is another one, and would push out the pages that everybody reads. */
const pagesInMemory = (pages: MapPages): QuickArea => ({
  covers: (url) => !url.startsWith('/api/') && !url.startsWith(paths.search()),
  version: () => pages.versionNow(),
});
