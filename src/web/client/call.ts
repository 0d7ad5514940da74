import type { z } from 'zod'
import type { AnyOperation } from '../../kernel/contract/operation.ts'
import type { EditionOperations } from '../../kernel/register/edition.ts'
import type { AnyRegister, RecordOf } from '../../kernel/register/register.ts'
import type { StandardOperations } from '../../kernel/register/standard.ts'
import { type Contracts, registerIndex, specialRoutes } from '../routes.generated.ts'
import { type RequestOptions, type Route, send } from './request.ts'
import { type StandardVerb, standardRoute, transitionRoute } from './standard-route.ts'

/** Every operation that the modules' contracts declare: special ones by themselves, the rest by their register. */
type Declared<Contract> = {
  [Key in keyof Contract]: Contract[Key] extends AnyOperation
    ? Contract[Key]
    : Contract[Key] extends AnyRegister
      ? StandardOperations<Contract[Key]>[StandardVerb]
      : never
}[keyof Contract]
type Declarations = Contracts extends infer Contract
  ? Contract extends object
    ? Declared<Contract>
    : never
  : never

export type OperationName = Declarations['name']
type Named<Name> = Extract<Declarations, { name: Name }>

/** Queries may leave out what has a default; filters of a list go by the names of its fields. */
type Sent<Op extends AnyOperation> = Op['kind'] extends 'query'
  ? z.input<Op['input']> & Readonly<Record<string, unknown>>
  : z.output<Op['input']>

function routeOf(name: string): Route {
  const special = specialRoutes[name]
  if (special) return { method: special[0], path: special[1], versioned: special[2] }
  const dot = name.lastIndexOf('.')
  const register = registerIndex.find((one) => one.name === name.slice(0, dot))
  if (!register) throw new Error(`No operation is called ${name}.`)
  return standardRoute(register, name.slice(dot + 1) as StandardVerb)
}

/**
 * Carries out one operation of the product. Input and output are those of its contract.
 * @throws Problem
 */
export const call = <Name extends OperationName>(
  name: Name,
  input: Sent<Named<Name>>,
  options?: RequestOptions,
): Promise<z.output<Named<Name>['output']>> =>
  send(routeOf(name), input as Record<string, unknown>, options) as Promise<z.output<Named<Name>['output']>>

type Standard = StandardOperations<AnyRegister>

/**
 * Carries out a standard operation of a register that is known only at run time.
 * @throws Problem
 */
export const callStandard = <Verb extends StandardVerb>(
  register: Pick<AnyRegister, 'name' | 'plural'>,
  verb: Verb,
  input: Sent<Standard[Verb]>,
  options?: RequestOptions,
): Promise<z.output<Standard[Verb]['output']>> =>
  send(standardRoute(register, verb), input as Record<string, unknown>, options) as Promise<
    z.output<Standard[Verb]['output']>
  >

/**
 * Moves a record along its register's lifecycle.
 * @throws Problem
 */
export const callTransition = (
  register: Pick<AnyRegister, 'plural'>,
  verb: string,
  input: { readonly id: string; readonly expected_version: number; readonly reason?: string },
): Promise<RecordOf<AnyRegister>> =>
  send(transitionRoute(register, verb), input) as Promise<RecordOf<AnyRegister>>

/**
 * Reads what approving an edition of a register would sign, or approves it.
 * @throws Problem
 */
export const callEdition = <Verb extends keyof EditionOperations>(
  register: string,
  verb: Verb,
  input: Sent<EditionOperations[Verb]>,
  options?: RequestOptions,
): Promise<z.output<EditionOperations[Verb]['output']>> =>
  send(routeOf(`${register}.${verb}`), input as Record<string, unknown>, options) as Promise<
    z.output<EditionOperations[Verb]['output']>
  >
