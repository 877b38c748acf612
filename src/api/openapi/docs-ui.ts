/** Swagger UI at `/docs`, from files of ours: no script, style or font of another host. */
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { docsPolicy, pageHeaders } from '../wire/index.ts'
import type { OpenApiDocument } from './document.ts'

export async function serveDocs(app: FastifyInstance, document: OpenApiDocument): Promise<void> {
  await app.register(async (docs) => {
    docs.addHook('onRequest', async (_request, reply) => void reply.headers(pageHeaders))
    await docs.register(swagger, { mode: 'static', specification: { document: document as never } })
    await docs.register(swaggerUi, {
      routePrefix: '/docs',
      staticCSP: docsPolicy,
      theme: { title: 'Reciprocity' },
      uiConfig: { docExpansion: 'list', persistAuthorization: false, tryItOutEnabled: true },
    })
  })
}
