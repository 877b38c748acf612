/** The part of WebAssembly that the engine uses: the types of Node lack it, and those of browsers bring along a clock. */
declare namespace WebAssembly {
  function validate(code: Uint8Array): boolean

  interface Module {
    readonly [Symbol.toStringTag]: string
  }
  const Module: new (code: Uint8Array) => Module

  interface Memory {
    readonly buffer: ArrayBuffer
  }
  const Memory: new (pages: { readonly initial: number; readonly maximum: number }) => Memory

  interface Instance {
    readonly exports: unknown
  }
  const Instance: new (module: Module, imports: { readonly env: { readonly memory: Memory } }) => Instance
}
