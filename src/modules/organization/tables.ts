import type { RecordOf } from '../../kernel/register/register.ts'
import type { appointment } from './appointment/appointment.ts'
import type { organizationUnit } from './organization-unit.ts'
import type { person } from './person.ts'

interface Tenant {
  organization_id: string
}

/** The tables this module owns; its handlers can touch no other. */
export interface OrganizationTables {
  'app.organization': Tenant & {
    id: string
    name: string
    demo: boolean
    time_zone: string
    locale: string
    created_at: string
  }
  'app.person': Tenant & RecordOf<typeof person> & { user_id: string | null }
  'app.role_assignment': Tenant & {
    id: string
    person_id: string
    role: string
    created_at: string
    created_by: string | null
  }
  'app.appointment': Tenant & RecordOf<typeof appointment>
  'app.organization_unit': Tenant & RecordOf<typeof organizationUnit>
}
