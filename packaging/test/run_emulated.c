/* Preloaded into a program that runs in qemu-user: what it starts of itself runs in qemu, too.
 *
 * The emulator hands execve to the kernel, which would run a child on the real processor.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern char **environ;

static int emulated(const char *path, char *const argv[], char *const envp[])
{
    static int (*real)(const char *, char *const[], char *const[]);
    const char *emulator = getenv("BITSMITH_EMULATOR");
    size_t count = 0, i;
    if (!real)
        real = (int (*)(const char *, char *const[], char *const[]))dlsym(RTLD_NEXT, "execve");
    if (!emulator || !strstr(path, "/bitsmith"))
        return real(path, argv, envp);
    while (argv[count])
        count++;
    char *with[count + 2];
    with[0] = (char *)emulator;
    with[1] = (char *)path;
    for (i = 1; i <= count; i++)
        with[i + 1] = argv[i];
    return real(emulator, with, envp);
}

int execve(const char *path, char *const argv[], char *const envp[]) { return emulated(path, argv, envp); }
int execv(const char *path, char *const argv[]) { return emulated(path, argv, environ); }
int execvp(const char *path, char *const argv[]) { return emulated(path, argv, environ); }
