import { z } from 'zod'

export type JsonSchema = Readonly<Record<string, unknown>>

/**
 * What goes over the wire for `schema`, in JSON Schema 2020-12, which is what OpenAPI 3.1 speaks. Both for what comes
 * in and for what goes out it is the near side of a codec that is meant: a date is a string there.
 */
export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === 'date') Object.assign(jsonSchema, { type: 'string', format: 'date-time' })
    },
  })
  return rest
}

/** The fields of an object schema with whether each must be sent: for parameters, which OpenAPI lists one by one. */
export function fieldsOf(schema: z.ZodType): readonly { name: string; isRequired: boolean; schema: JsonSchema }[] {
  const { properties = {}, required = [] } = jsonSchemaOf(schema) as {
    properties?: Record<string, JsonSchema>
    required?: readonly string[]
  }
  return Object.entries(properties).map(([name, field]) => ({
    name,
    isRequired: required.includes(name),
    schema: field,
  }))
}

/** Whether answers of this schema have no body at all. */
export const isEmptyOutput = (schema: z.ZodType): boolean => ['null', 'void', 'undefined'].includes(schema.def.type)
