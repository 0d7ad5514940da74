import type { AnyRegister } from './register.ts'

/** Derives something from a declaration when it is first needed, once for each register: declarations never change. */
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
