import type { Role } from '../../kernel/access/role.ts'

/** A made-up person of the demo organization. */
export interface DemoPersonSpec {
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly job_title: string
}

/** The made-up organization that a visitor looks around in. */
export const demoOrganizationName = 'Harbor Services (demo)'

/** Eight made-up people, one for each access role. */
export const demoPeopleSpecs: readonly DemoPersonSpec[] = [
  { role: 'aims-manager', name: 'Miriam Aldana', email: 'miriam@demo.example', job_title: 'AIMS manager' },
  {
    role: 'ai-system-owner',
    name: 'Jonas Okafor',
    email: 'jonas@demo.example',
    job_title: 'Lead ML engineer',
  },
  { role: 'risk-owner', name: 'Priya Raman', email: 'priya@demo.example', job_title: 'Head of risk' },
  {
    role: 'top-management',
    name: 'Helene Baptiste',
    email: 'helene@demo.example',
    job_title: 'Chief executive',
  },
  {
    role: 'internal-auditor',
    name: 'Tomasz Lindqvist',
    email: 'tomasz@demo.example',
    job_title: 'Internal auditor',
  },
  {
    role: 'certification-auditor',
    name: 'Amara Castellano',
    email: 'amara@demo.example',
    job_title: 'Auditor of a certification body',
  },
  { role: 'employee', name: 'Davit Petrosyan', email: 'davit@demo.example', job_title: 'Case worker' },
  {
    role: 'administrator',
    name: 'Sana Whitfield',
    email: 'sana@demo.example',
    job_title: 'IT administrator',
  },
]
