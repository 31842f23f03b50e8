# CMake reads this file right after llama.cpp's own project().

# llama-cpp-python switches llama.cpp's chat helpers on by force. They take a fifth of the time to compile, and
# the bindings do not use them.
set(LLAMA_BUILD_COMMON OFF CACHE BOOL "Build llama.cpp common library" FORCE)

# The AMX kernels end the process with SIGILL: the compiler takes the configuration of the tiles for unused and
# drops it (llama.cpp's pull request 26954, open). Without this macro they are left out, and such processors
# compute with AVX-512.
if (NOT MSVC)
    add_compile_options(-U__AMX_INT8__)
endif()
