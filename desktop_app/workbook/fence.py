"""A fence around the process that reads other people's files: so much memory, so much time, no core dump.

POSIX has resource limits, Windows a job object; where neither works the process is watched by its parent's clock alone.
"""

import sys

MEMORY = 512 * 1_048_576
"""Bytes of address space (POSIX) or committed memory (Windows)."""

CPU_SECONDS = 120


def _warn(words: str, *told: object) -> None:
    import logging  # seldom needed, and slow to import for a process that lives a third of a second

    logging.getLogger(__name__).warning(words, *told)


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _LIMIT_PROCESS_MEMORY = 0x100
    _LIMIT_PROCESS_TIME = 0x2
    _EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation

    class _BasicLimits(ctypes.Structure):
        _fields_ = (
            ("PerProcessUserTimeLimit", ctypes.c_int64),
            ("PerJobUserTimeLimit", ctypes.c_int64),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        )

    class _ExtendedLimits(ctypes.Structure):
        _fields_ = (
            ("BasicLimitInformation", _BasicLimits),
            ("IoInfo", ctypes.c_uint64 * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )

    def stand_behind_fence() -> None:
        """Limit this process from now on."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        kernel.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD)
        kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
        limits = _ExtendedLimits()
        limits.BasicLimitInformation.LimitFlags = _LIMIT_PROCESS_MEMORY | _LIMIT_PROCESS_TIME
        limits.BasicLimitInformation.PerProcessUserTimeLimit = CPU_SECONDS * 10_000_000
        limits.ProcessMemoryLimit = MEMORY
        job = kernel.CreateJobObjectW(None, None)
        size = ctypes.sizeof(limits)
        if not (
            kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), size)
            and kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
        ):
            _warn("no limits for the reading process: error %s", ctypes.get_last_error())

else:
    import resource

    def stand_behind_fence() -> None:
        """Limit this process from now on."""
        for what, most in (
            (resource.RLIMIT_AS, MEMORY),
            (resource.RLIMIT_CPU, CPU_SECONDS),
            (resource.RLIMIT_CORE, 0),
        ):
            try:
                resource.setrlimit(what, (most, most))
            except (ValueError, OSError) as error:
                _warn("no limit %s for the reading process: %s", what, error)
