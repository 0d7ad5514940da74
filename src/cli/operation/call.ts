import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { AnyOperation } from '../../kernel/contract/operation.ts'
import { type Command, type Terminal, UsageError } from '../command.ts'
import { type Environment, RefusedError, RemoteProduct, UnreachedError } from '../remote-product.ts'
import { saveFile } from '../save-file.ts'
import { answerText } from './answer-text.ts'
import { describeOperation } from './describe-operation.ts'
import { type CallArguments, readArguments } from './operation-arguments.ts'
import { operationNamed } from './operation-catalogue.ts'
import { pathParameters } from './operation-field.ts'

interface Request {
  readonly path: string
  readonly init: RequestInit
}

/** The request that carries an operation's input: path, query string or body, `If-Match` and the key as the contract says. */
async function requestFor(operation: AnyOperation, given: CallArguments, key: string): Promise<Request> {
  const { expected_version, ...input } = given.input as Record<string, unknown>
  let path: string = operation.path
  for (const name of pathParameters(operation)) {
    path = path.replace(`:${name}`, encodeURIComponent(String(input[name])))
    delete input[name]
  }
  const headers: Record<string, string> = {
    ...(expected_version === undefined ? {} : { 'if-match': `"${expected_version}"` }),
    ...(operation.method === 'POST' && operation.kind === 'command' ? { 'idempotency-key': key } : {}),
  }
  if (operation.upload) {
    if (given.file === undefined) throw new UsageError('Name the file to send: --file UPLOAD.')
    const form = new FormData()
    form.set('input', JSON.stringify(input))
    form.set('file', new Blob([Uint8Array.from(await readFile(given.file))]), basename(given.file))
    return { path, init: { method: operation.method, headers, body: form } }
  }
  if (given.file !== undefined) throw new UsageError(`${operation.name} takes no file.`)
  if (operation.method === 'GET' || operation.method === 'DELETE') {
    const pairs = Object.entries(input).map(([name, value]): [string, string] => [name, String(value)])
    const query = new URLSearchParams(pairs).toString()
    return { path: query === '' ? path : `${path}?${query}`, init: { method: operation.method, headers } }
  }
  const body = JSON.stringify(input)
  return {
    path,
    init: { method: operation.method, headers: { ...headers, 'content-type': 'application/json' }, body },
  }
}

interface Page {
  readonly items: unknown[]
  readonly titles?: Readonly<Record<string, string>>
  readonly next_cursor: string | null
}

const isPage = (answer: unknown): answer is Page =>
  typeof answer === 'object' && answer !== null && 'items' in answer && 'next_cursor' in answer

/** Reads a list to its end, page after page. */
async function restOf(product: RemoteProduct, operation: AnyOperation, given: CallArguments, first: Page) {
  const items = [...first.items]
  let titles = first.titles
  for (let cursor = first.next_cursor; cursor !== null; ) {
    const { path, init } = await requestFor(operation, { ...given, input: { ...given.input, cursor } }, '')
    const page = (await (await product.send(path, init)).json()) as Page
    items.push(...page.items)
    if (page.titles) titles = { ...titles, ...page.titles }
    cursor = page.next_cursor
  }
  return { ...first, items, ...(titles ? { titles } : {}), next_cursor: null }
}

const DEFAULT_WIDTH = 120

async function carryOut(
  operation: AnyOperation,
  given: CallArguments,
  product: RemoteProduct,
  key: string,
  terminal: Terminal,
): Promise<void> {
  if (operation.file && given.out === undefined)
    throw new UsageError('The answer is a file. Say where to write it: --out FILE.')
  if (!operation.file && given.out !== undefined)
    throw new UsageError(`${operation.name} answers no file; use --json to keep its answer.`)
  const { path, init } = await requestFor(operation, given, key)
  const response = await product.send(path, init)
  if (given.out !== undefined) {
    const bytes = await saveFile(response, given.out)
    terminal.line(
      given.json ? JSON.stringify({ file: given.out, bytes }) : `Written to ${given.out} (${bytes} bytes).`,
    )
    return
  }
  const first: unknown = await response.json()
  if (given.all && !isPage(first))
    throw new UsageError(`${operation.name} has no pages to read on: leave out --all.`)
  const answer = given.all && isPage(first) ? await restOf(product, operation, given, first) : first
  terminal.line(given.json ? JSON.stringify(answer) : answerText(answer, terminal.width ?? DEFAULT_WIDTH))
}

/** Carries out one operation of a running product, as its contract declares it. @returns the exit code */
async function callOperation(
  operation: AnyOperation,
  args: readonly string[],
  terminal: Terminal,
  env: Environment,
  newId: () => string,
): Promise<number> {
  if (args.includes('--help')) {
    terminal.line(describeOperation(operation))
    return 0
  }
  const given = await readArguments(operation, args)
  const key = given.idempotencyKey ?? newId()
  try {
    await carryOut(operation, given, new RemoteProduct(env), key, terminal)
    return 0
  } catch (error) {
    if (error instanceof RefusedError && given.json) terminal.line(JSON.stringify(error.problem))
    else if (error instanceof RefusedError) terminal.error(error.message)
    else if (error instanceof UnreachedError && operation.kind === 'command' && operation.method === 'POST')
      terminal.error(
        `${error.message} If it was sent, it may have been carried out. Sent again with --idempotency-key ${key} it happens once.`,
      )
    else throw error
    return 1
  }
}

/** `plumbline call OPERATION`: any operation of the product. */
export const callCommand = (env: Environment, newId: () => string): Command => ({
  name: 'call',
  usage:
    'OPERATION [ID] [--field value]... [--input JSON|FILE|-] [--file UPLOAD] [--if-match VERSION] [--idempotency-key KEY] [--out FILE] [--all] [--json]',
  summary:
    'Carry out any operation of a running product; "plumbline risk list" is short for "plumbline call risk.list"',
  run: async ([name, ...args], { terminal }) => {
    if (name === undefined) throw new UsageError('Name the operation, such as risk.list.')
    return callOperation(operationNamed(name), args, terminal, env, newId)
  },
})

/** `plumbline SUBJECT VERB`: the same in the words of a person. */
export const subjectCommand = (subject: string, env: Environment, newId: () => string): Command => ({
  name: subject,
  usage: 'VERB [ID] [--field value]...',
  summary: `Carry out an operation about ${subject}`,
  run: async ([verb, ...args], { terminal }) => {
    if (verb === undefined || verb.startsWith('--'))
      throw new UsageError(`Say what to do: plumbline help ${subject}`)
    return callOperation(operationNamed(subject, verb), args, terminal, env, newId)
  },
})
