import type { FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from '../base/index.ts'
import type { Route } from '../platform/http/index.ts'

type Address = Pick<Route, 'method' | 'path'>

/** The methods that some route takes at `path`, in order; empty when there is no such address. */
export function allowedMethods(routes: readonly Address[], path: string): readonly string[] {
  const segments = path.split('/')
  const methods = routes.filter((route) => isAt(route.path, segments)).map(({ method }) => method as string)
  return [...new Set([...methods, ...(methods.includes('GET') ? ['HEAD'] : [])])].sort()
}

/** An empty parameter is one: the route is found and the field is named. */
function isAt(pattern: string, segments: readonly string[]): boolean {
  const wanted = pattern.split('/')
  if (wanted.length !== segments.length) return false
  return wanted.every((part, index) => part.startsWith(':') || part === segments[index])
}

/** Throws what is wrong with a request that no route takes: the method or the address. */
export function refuseUnknown(routes: readonly Address[], request: FastifyRequest, reply: FastifyReply): never {
  const path = request.url.replace(/[?#].*$/su, '')
  const methods = allowedMethods(routes, path)
  if (methods.length === 0) throw new Problem('request.not_found', 'There is no such address.')
  reply.header('allow', methods.join(', '))
  throw new Problem('request.method_not_allowed', `This address takes ${methods.join(', ')}.`)
}
