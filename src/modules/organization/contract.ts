import { standardOperations } from '../../kernel/register/standard.ts'
import { organizationUnit } from './organization-unit.ts'
import { person } from './person.ts'

export { organizationUnit, person }

export const organizationUnitOperations = standardOperations(organizationUnit)
export const personOperations = standardOperations(person)
