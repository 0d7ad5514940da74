import { type Role, roles } from '../../../kernel/access/role.ts'
import { roleName } from '../../messages/roles.ts'
import styles from '../settings.module.css'
import { say } from '../text.ts'

/** The access roles to choose from, each on or off. */
export function RoleChoice({
  chosen,
  onChoose,
}: {
  chosen: readonly Role[]
  onChoose: (chosen: Role[]) => void
}) {
  return (
    <fieldset className={styles.checks}>
      <legend>{say('people.roles')}</legend>
      {roles.map((role) => (
        <label key={role} className={styles.check}>
          <input
            type="checkbox"
            checked={chosen.includes(role)}
            onChange={(event) =>
              onChoose(event.target.checked ? [...chosen, role] : chosen.filter((one) => one !== role))
            }
          />
          {roleName(role)}
        </label>
      ))}
    </fieldset>
  )
}
