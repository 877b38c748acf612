/** The routes of the edge itself, as data like everybody's. */
import { z } from 'zod'
import { Answer, route } from '../platform/http/index.ts'
import type { Access, Route } from '../platform/http/index.ts'
import type { Metrics } from '../platform/telemetry/index.ts'
import type { About } from './health/index.ts'
import { openApiDocument, problemsPage } from './openapi/index.ts'
import { problemsPath } from './wire/index.ts'

export interface EdgeRoutesOptions {
  readonly about: About
  readonly metrics: Metrics
  /** `METRICS_OPEN`: for a network that only the operator's Prometheus can reach. */
  readonly metricsOpen: boolean
}

const welcome = z.object({
  service: z.literal('reciprocity'),
  version: z.string(),
  status: z.literal('running'),
  docs: z.string(),
  openapi: z.string(),
})

/** Everything but `/openapi.json`, which has to know all the others first. */
export const edgeRoutes = ({ about, metrics, metricsOpen }: EdgeRoutesOptions): readonly Route[] => [
  route({
    method: 'GET',
    path: '/',
    access: 'open',
    tag: 'operations',
    summary: 'What this is and where to read on.',
    output: welcome,
    example: {},
    handle: async () => ({
      service: 'reciprocity' as const,
      version: about.version,
      status: 'running' as const,
      docs: '/docs',
      openapi: '/openapi.json',
    }),
  }),
  page({
    path: '/metrics',
    access: metricsOpen ? 'open' : { scope: 'ops' },
    summary: 'Figures for Prometheus.',
    mediaType: 'text/plain; version=0.0.4; charset=utf-8',
    read: () => metrics.expose(),
  }),
  page({
    path: problemsPath,
    access: 'open',
    summary: 'Every problem that this service answers with.',
    mediaType: 'text/html; charset=utf-8',
    read: async () => problemsPage(),
  }),
]

/** The document of `routes`, and of this route too. */
export function openApiRoute(routes: readonly Route[], version: string): Route {
  const self: Route = page({
    path: '/openapi.json',
    access: 'open',
    summary: 'This service in OpenAPI 3.1.',
    mediaType: 'application/json; charset=utf-8',
    read: async () => text,
  })
  const text = JSON.stringify(openApiDocument([...routes, self], version))
  return self
}

/** A route that answers with text of a stated media type instead of JSON. */
interface Page {
  readonly path: string
  readonly access: Access
  readonly summary: string
  readonly mediaType: string
  readonly read: () => Promise<string>
}

function page({ path, access, summary, mediaType, read }: Page): Route {
  // The schema carries the media type to the OpenAPI document; parameters such as the charset are no part of it there.
  const [contentMediaType] = mediaType.split(';')
  return route({
    method: 'GET',
    path,
    access,
    tag: 'operations',
    summary,
    output: z.string().meta({ contentMediaType }),
    example: {},
    handle: async () => Answer.ready<string>(await read(), mediaType),
  })
}
