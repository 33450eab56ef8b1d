import type { IncomingMessage } from 'node:http';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import files from '@fastify/static';
import { newId } from '@app/kernel';
import { type Config, createLogger, NestLog, withinRequest } from '@app/platform';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyBaseLogger, LogController } from 'fastify';
import { ApiInMemory } from '../api/in-memory';
import { openToBrowsers, wireAddress } from '../api/v1';
import { MapPages } from '../pages/maps';
import { WebModule } from '../web.module';
import { assetFolder } from './assets';
import { TakenFiles } from './taken-files';
import { Metrics } from './metrics';
import { type QuickArea, QuickAnswers } from './quick-answers';
import { sendAnswers } from './reply';
import { acceptUploads } from './uploads';

/** The hash of the one inline script of govuk-frontend's template; a test computes it anew. */
export const inlineScriptHash = "'sha256-GUQ5ad8JK5KmEWmROf3LZd9ge94daqNvd8xy9YS1iDw='";

/** The web site for one set of settings, ready to listen or, in tests, to be injected into. */
export async function createWebApp(config: Config & { databaseUrl: string }): Promise<NestFastifyApplication> {
  const logger = createLogger(config.logLevel, 'web');
  const adapter = new FastifyAdapter({
    loggerInstance: logger as unknown as FastifyBaseLogger,
    genReqId: () => newId(),
    logController: new LogController({ disableRequestLogging: config.logLevel !== 'debug' }),
    trustProxy: (_address: string, hop: number) => hop < config.trustProxy,
    rewriteUrl: (request: IncomingMessage) => wireAddress(request.url ?? '/'),
    bodyLimit: 1_000_000,
    forceCloseConnections: 'idle',
  });
  const app = await NestFactory.create<NestFastifyApplication>(WebModule.with(config), adapter, {
    logger: new NestLog(logger),
    bodyParser: false,
    forceCloseConnections: true,
  });
  const fastify = adapter.getInstance();
  const metrics = app.get(Metrics);
  const quick = new QuickAnswers(
    [pagesInMemory(app.get(MapPages)), ...app.get(ApiInMemory).areas],
    (route, status, took) => metrics.count('GET', route, status, took),
  );
  quick.stand(fastify.server);
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: 1_000_000 });
  await acceptUploads(app);
  await app.register(helmet, securityHeaders(config));
  await app.register(files, { root: assetFolder, prefix: '/assets/', maxAge: '365d', immutable: true });
  fastify.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id);
  });
  // After the body was read, which happens elsewhere, and before the guard: the rest of the request runs within.
  fastify.addHook('preHandler', (request, _reply, done) => withinRequest(request.id, done));
  metrics.watch(fastify);
  openToBrowsers(fastify);
  sendAnswers(fastify, config, quick);
  app.get(TakenFiles).watch(fastify);
  await app.init();
  await fastify.ready();
  return app;
}

const pagesInMemory = (pages: MapPages): QuickArea => ({
  covers: (url) => !url.startsWith('/api/'),
  version: () => pages.versionNow(),
});

function securityHeaders(config: Config) {
  const https = config.baseUrl.startsWith('https://');
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'", inlineScriptHash],
        'style-src': ["'self'"],
        'img-src': ["'self'", 'data:'],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
        'base-uri': ["'none'"],
        'object-src': ["'none'"],
      },
    },
    strictTransportSecurity: https ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'same-origin' as const },
  };
}
