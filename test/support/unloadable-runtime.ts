/** Plays onnxruntime-node on a system whose C library it was not built for. */
throw Object.assign(new Error('Error loading shared library ld-linux-x86-64.so.2'), { code: 'ERR_DLOPEN_FAILED' })
