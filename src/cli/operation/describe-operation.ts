import { type AnyOperation, possibleErrors } from '../../kernel/contract/operation.ts'
import { operationFields, pathParameters } from './operation-field.ts'

const verbOf = ({ name }: AnyOperation): string => name.slice(name.indexOf('.') + 1)

/** How a person calls an operation, without its fields. */
export function usageOf(operation: AnyOperation): string {
  const [subject = ''] = operation.name.split('.')
  return [
    `plumbline ${subject} ${verbOf(operation)}`,
    ...pathParameters(operation).map((name) => name.toUpperCase()),
    ...(operation.versioned ? ['--if-match VERSION'] : []),
    ...(operation.upload ? ['--file UPLOAD'] : []),
    ...(operation.file ? ['--out FILE'] : []),
    '[--field value]...',
  ].join(' ')
}

/** What an operation does, takes and may refuse, from its contract. */
export function describeOperation(operation: AnyOperation): string {
  const fields = operationFields(operation).filter(
    ({ name, inPath }) => !inPath && !(operation.versioned && name === 'expected_version'),
  )
  const widest = Math.max(0, ...fields.map(({ name }) => name.length))
  const line = ({ name, required, type }: (typeof fields)[number]) =>
    `  --${name.padEnd(widest)}  ${required ? '(needed) ' : ''}${type}`
  const { summary, permission, events, kind, method, path } = operation
  return [
    `${operation.name}: ${summary}.`,
    '',
    usageOf(operation),
    '',
    ...(fields.length > 0 ? ['Fields:', ...fields.map(line), ''] : []),
    `Needs the permission ${permission}.`,
    kind === 'query' ? 'Reads only.' : `Writes, and records ${events.join(' or ')}.`,
    `Over HTTP: ${method} /api${path}`,
    `May fail with: ${possibleErrors(operation).join(', ')}.`,
  ].join('\n')
}

/** The operations of one subject, one a line. */
export function describeSubject(subject: string, operations: readonly AnyOperation[]): string {
  const widest = Math.max(...operations.map((one) => verbOf(one).length))
  return [
    `plumbline ${subject} VERB`,
    '',
    ...operations.map((one) => `  ${verbOf(one).padEnd(widest)}  ${one.summary}`),
    '',
    `What one takes: plumbline help ${subject}.VERB`,
  ].join('\n')
}
