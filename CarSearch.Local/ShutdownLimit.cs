using System.Runtime.InteropServices;

namespace CarSearch.Local;

/// <summary>
/// Ends the process if it has not stopped in time after a signal, whatever it waits for. That is as safe as a crash: what was accepted is
/// in the database, and the next start resumes it.
/// </summary>
internal static class ShutdownLimit
{
    /// <summary>The time from the signal. Supervisors kill a process after 10 s or more.</summary>
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(4.5);

    /// <summary>Handles a signal to stop.</summary>
    public static void OnSignal(PosixSignalContext context) => Start(MaxTime, static () =>
    {
        Console.Error.WriteLine(
            $"CarSearch has not stopped within {MaxTime.TotalSeconds} s. It exits; the next start resumes its searches.");
        Environment.Exit(0);
    });

    /// <summary>Calls an action after a time, on a thread of its own, because the thread pool can be what hangs.</summary>
    internal static void Start(TimeSpan time, Action exit) => new Thread(() =>
    {
        Thread.Sleep(time);
        exit();
    }) { IsBackground = true, Name = "CarSearch shutdown limit" }.Start();
}
