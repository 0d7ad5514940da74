import type { AnyRegister } from './register.ts'

/** What follows from a declaration does not change: it is made when it is first asked for, once for each register. */
export function oncePerRegister<Made extends object>(
  make: (register: AnyRegister) => Made,
): (register: AnyRegister) => Made {
  const made = new WeakMap<AnyRegister, Made>()
  return (register) => {
    const known = made.get(register)
    if (known) return known
    const fresh = make(register)
    made.set(register, fresh)
    return fresh
  }
}
