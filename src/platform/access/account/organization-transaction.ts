import type { Transaction } from '../../operations/scope.ts'

/** A command's transaction as access needs it: which tables the command's module owns does not matter here. */
export type OrganizationTransaction = Omit<Transaction<never>, 'db'>
