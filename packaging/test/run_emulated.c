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

typedef int (*start)(const char *, char *const[], char *const[]);

/* -1 when this is no program of ours, or it did not start */
static int emulated(const char *path, char *const argv[], char *const envp[])
{
    start real = (start)dlsym(RTLD_NEXT, "execve");
    const char *emulator = getenv("BITSMITH_EMULATOR");
    size_t count = 0, i;
    if (!emulator || !strstr(path, "/bitsmith"))
        return -1;
    while (argv[count])
        count++;
    char *with[count + 2];
    with[0] = (char *)emulator;
    with[1] = (char *)path;
    for (i = 1; i <= count; i++)
        with[i + 1] = argv[i];
    return real(emulator, with, envp);
}

int execve(const char *path, char *const argv[], char *const envp[])
{
    emulated(path, argv, envp);
    return ((start)dlsym(RTLD_NEXT, "execve"))(path, argv, envp);
}

int execv(const char *path, char *const argv[])
{
    emulated(path, argv, environ);
    return ((int (*)(const char *, char *const[]))dlsym(RTLD_NEXT, "execv"))(path, argv);
}

int execvp(const char *path, char *const argv[])
{
    emulated(path, argv, environ);
    return ((int (*)(const char *, char *const[]))dlsym(RTLD_NEXT, "execvp"))(path, argv);
}
