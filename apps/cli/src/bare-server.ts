import fastify from 'fastify';

/** What a page is measured against: Fastify with nothing on it, which sends the bytes that it was given. */
const [port = '0', type = 'text/html'] = process.argv.slice(2);

process.once('message', (encoded: string) => {
  const body = Buffer.from(encoded, 'base64');
  const server = fastify();
  server.get('/', (_request, reply) => reply.type(type).send(body));
  void server.listen({ port: Number(port), host: '127.0.0.1' }).then(() => process.send?.('ready'));
});
process.on('disconnect', () => process.exit(0));
