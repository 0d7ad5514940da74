import type { AnyOperation } from '../../../kernel/contract/operation.ts'
import {
  code,
  escaped,
  exampleOf,
  fieldsHtml,
  lastPart,
  type Schema,
  type Schemas,
  typeHtml,
} from './reference-schema.ts'

interface Parameter {
  readonly name: string
  readonly in: string
  readonly required: boolean
  readonly description?: string
  readonly schema: Schema
}

interface Answer {
  readonly description: string
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>
}

export interface Components {
  readonly schemas: Schemas
  readonly parameters: Readonly<Record<string, Parameter>>
  readonly responses: Readonly<Record<string, Answer>>
}

/** An operation as the description of the API has it. */
export interface Described {
  readonly parameters: readonly (Parameter | { readonly $ref: string })[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
  readonly responses: Readonly<Record<string, Answer | { readonly $ref: string }>>
}

const named = (schema: Schema, schemas: Schemas): Schema =>
  (schema.$ref ? schemas[lastPart(schema.$ref)] : undefined) ?? schema

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`

/** A call from a shell that has the address and a key in its environment. */
function curlOf(
  { method, path }: AnyOperation,
  parameters: readonly Parameter[],
  body: readonly [string, { readonly schema: Schema }] | undefined,
  schemas: Schemas,
): string {
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const one = parameters.find((parameter) => parameter.in === 'path' && parameter.name === name)
    return String(one ? exampleOf(one.schema, schemas) : name)
  })
  const asked = parameters
    .filter((one) => one.in === 'query' && one.required)
    .map(({ name, schema }) => `${name}=${encodeURIComponent(String(exampleOf(schema, schemas)))}`)
  const [type, content] = body ?? []
  const example = content ? JSON.stringify(exampleOf(content.schema, schemas)) : ''
  return [
    `curl${method === 'GET' ? '' : ` -X ${method}`} "$PLUMBLINE_URL/api${filled}${asked.length > 0 ? `?${asked.join('&')}` : ''}"`,
    '-H "Authorization: Bearer $PLUMBLINE_API_KEY"',
    ...(parameters.some(({ name }) => name === 'If-Match') ? [`-H 'If-Match: "1"'`] : []),
    ...(type === 'application/json' ? [`-H 'Content-Type: application/json'`, `-d ${quoted(example)}`] : []),
    ...(type === 'multipart/form-data' ? ['-F file=@file.csv'] : []),
  ].join(' \\\n  ')
}

function parametersHtml(parameters: readonly Parameter[]): string {
  if (parameters.length === 0) return ''
  const rows = parameters.map(
    (one) =>
      `<tr><td>${code(one.name)}</td><td>${typeHtml(one.schema)}${one.required ? ', <b>required</b>' : ''}<br><span>${escaped(one.description ?? `in the ${one.in}`)}</span></td></tr>`,
  )
  return `<h3>Parameters</h3><table><thead><tr><th>Name</th><th>Type and allowed values</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}

/** One operation, folded: what it needs, takes, answers and may fail with, and a call to copy. */
export function operationHtml(operation: AnyOperation, described: Described, components: Components): string {
  const { schemas } = components
  const parameters = described.parameters.flatMap((one) =>
    '$ref' in one ? (components.parameters[lastPart(one.$ref)] ?? []) : one,
  )
  const body = Object.entries(described.requestBody?.content ?? {})[0]
  const answers = Object.entries(described.responses).flatMap(([status, given]) => {
    const answer = '$ref' in given ? components.responses[lastPart(given.$ref)] : given
    return answer ? [{ status, ...answer }] : []
  })
  const answered = answers
    .filter(({ status }) => status.startsWith('2'))
    .map(({ status, content }) => {
      const schema = Object.values(content ?? {})[0]?.schema
      return `<h3>Answer ${status}</h3>${schema ? fieldsHtml(schema, 'present') : ''}`
    })
  const failures = answers
    .filter(({ status }) => !status.startsWith('2'))
    .map(({ status, description }) => `<tr><td>${code(status)}</td><td>${escaped(description)}</td></tr>`)
  const recorded =
    operation.events.length > 0
      ? ` Recorded as ${operation.events.map((event) => code(event)).join(', ')}.`
      : ''
  return `<details id="${escaped(operation.name)}"><summary><b>${operation.method}</b> ${code(`/api${operation.path}`)} <span>${escaped(operation.summary)}</span></summary>
<p>Operation ${code(operation.name)}. Needs the permission ${code(operation.permission)}.${recorded}</p>
${parametersHtml(parameters)}${body ? `<h3>Body, ${escaped(body[0])}</h3>${fieldsHtml(named(body[1].schema, schemas), 'required')}` : ''}
${answered.join('')}<h3>Failures</h3><table><tbody>${failures.join('')}</tbody></table>
<h3>Example</h3><pre tabindex="0">${escaped(curlOf(operation, parameters, body, schemas))}</pre></details>`
}
