/** What OpenAPI 3.1 asks of a document (spec.openapis.org/oas/v3.1.1), as far as ours has anything of it. */
import { z } from 'zod'

/** JSON Schema 2020-12: every keyword that may stand in a schema, with what it may hold. Anything else is misspelt. */
const jsonSchema: z.ZodType = z.lazy(() => z.union([z.boolean(), z.strictObject(keywords)]))
const count = z.int().min(0)
const schemas = z.array(jsonSchema).min(1)
const byName = z.record(z.string(), jsonSchema)
const names = z.array(z.string()).refine((list) => new Set(list).size === list.length, 'holds a name twice')
const type = z.enum(['null', 'boolean', 'object', 'array', 'number', 'string', 'integer'])
const keywords = {
  $ref: z.string().startsWith('#/components/schemas/').optional(),
  type: z.union([type, z.array(type)]).optional(),
  enum: z.array(z.unknown()).min(1).optional(),
  const: z.unknown().optional(),
  format: z.string().optional(),
  pattern: z.string().refine(isPattern, 'is no pattern').optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  default: z.unknown().optional(),
  examples: z.array(z.unknown()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  exclusiveMaximum: z.number().optional(),
  multipleOf: z.number().positive().optional(),
  minLength: count.optional(),
  maxLength: count.optional(),
  minItems: count.optional(),
  maxItems: count.optional(),
  items: jsonSchema.optional(),
  prefixItems: schemas.optional(),
  properties: byName.optional(),
  required: names.optional(),
  additionalProperties: jsonSchema.optional(),
  propertyNames: jsonSchema.optional(),
  anyOf: schemas.optional(),
  oneOf: schemas.optional(),
  allOf: schemas.optional(),
  not: jsonSchema.optional(),
  contentMediaType: z.string().optional(),
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u').source !== ''
  } catch {
    return false
  }
}

const example = z.strictObject({ summary: z.string().optional(), value: z.unknown() })
const mediaType = z.strictObject({
  schema: jsonSchema,
  example: z.unknown().optional(),
  examples: z.record(z.string(), example).optional(),
})
const content = z.record(z.string().regex(/^[a-z]+\/[\w.+-]+$/u), mediaType)

const parameter = z
  .strictObject({
    name: z.string().min(1),
    in: z.enum(['path', 'query', 'header']),
    required: z.boolean(),
    schema: jsonSchema,
    description: z.string().optional(),
    example: z.unknown().optional(),
  })
  .refine(({ in: place, required }) => place !== 'path' || required, 'stands in the path, so it must be required')

const headers = z.record(
  z.string().regex(/^[A-Z][\w-]*$/u),
  z.strictObject({ description: z.string().min(1), schema: jsonSchema }),
)

export const operationShape = z.strictObject({
  operationId: z.string().regex(/^\w+$/u),
  summary: z.string().min(1),
  tags: z.array(z.string()).min(1),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(parameter).optional(),
  requestBody: z.strictObject({ required: z.boolean(), content }).optional(),
  responses: z.record(
    z.string().regex(/^[1-5]\d\d$/u),
    z.strictObject({ description: z.string().min(1), headers: headers.optional(), content: content.optional() }),
  ),
})
export type OperationShape = z.infer<typeof operationShape>

export const documentShape = z.strictObject({
  openapi: z.string().regex(/^3\.1\.\d+$/u),
  info: z.strictObject({
    title: z.string().min(1),
    version: z.string().min(1),
    description: z.string().optional(),
    license: z.strictObject({ name: z.string(), identifier: z.string() }).optional(),
  }),
  tags: z.array(z.strictObject({ name: z.string() })),
  paths: z.record(
    z.string().startsWith('/'),
    z.partialRecord(z.enum(['get', 'put', 'post', 'delete', 'patch']), operationShape),
  ),
  components: z.strictObject({
    schemas: z.record(z.string().regex(/^[\w.-]+$/u), jsonSchema),
    securitySchemes: z.record(
      z.string(),
      z.discriminatedUnion('type', [
        z.strictObject({
          type: z.literal('apiKey'),
          in: z.enum(['header', 'query', 'cookie']),
          name: z.string(),
          description: z.string().optional(),
        }),
        z.strictObject({
          type: z.literal('http'),
          scheme: z.string(),
          bearerFormat: z.string().optional(),
          description: z.string().optional(),
        }),
      ]),
    ),
  }),
})
export type DocumentShape = z.infer<typeof documentShape>
