using System.Net;
using System.Runtime.InteropServices;
using CarSearch.Local.Storage;
using CarSearch.Tests.Support;
using Microsoft.Win32.SafeHandles;

namespace CarSearch.Tests.Local.Damage;

/// <summary>Verifies that a second process on the same file does not start, whatever name it uses.</summary>
public sealed partial class DatabaseLockTests : FolderTests
{
    private static readonly Dictionary<string, string> WithoutLocking = new() { ["DOTNET_SYSTEM_IO_DISABLEFILELOCKING"] = "1" };


    [UnixFact]
    public async Task A_second_process_does_not_start_under_any_name_of_the_file()
    {
        await using var first = await LocalProcess.StartAsync(Folder.Path, LocalProcess.Fast);
        var (symbolic, hard) = (Path.Combine(Folder.Path, "symbolic.db"), Path.Combine(Folder.Path, "hard.db"));
        File.CreateSymbolicLink(symbolic, Database);
        await ShellAsync($"ln '{Database}' '{hard}'");

        foreach (var name in new[] { Database, symbolic, hard })
        {
            var output = await LocalProcess.RefusedAsync(Folder.Path, WithoutLocking, $"--CarSearch:Database={name}");

            Assert.Contains($"The database {name} is in use by another CarSearch process.", output, StringComparison.Ordinal);
        }

        using var client = first.Client();
        await client.StartAndEndAsync(TestSearches.Ahead());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/health")).StatusCode);
    }

    [UnixFact]
    public async Task A_symbolic_link_leads_to_the_log_of_its_target()
    {
        var link = Path.Combine(Folder.Path, "link.db");
        File.CreateSymbolicLink(link, Database);
        string token;
        await using (var first = await LocalProcess.StartAsync(Folder.Path, $"--CarSearch:Database={link}"))
        {
            using var client = first.Client();
            token = await client.StartAsync(TestSearches.Ahead());
            await first.KillAsync();
        }

        await using var second = await LocalProcess.StartAsync(Folder.Path, LocalProcess.Fast);
        using var later = second.Client();
        Assert.Equal(HttpStatusCode.OK, (await CrashWorkload.GetAsync(later, token, "?wait=30")).Status);
        Assert.DoesNotContain("write-ahead log", second.Output, StringComparison.Ordinal);
    }

    /// <summary>A process that another thread starts has copies of all handles until it executes its program.</summary>
    [LinuxFact]
    public void A_released_lock_can_be_acquired_while_a_copy_of_its_handle_is_open()
    {
        var first = DatabaseLock.TryAcquire(Database);
        Assert.NotNull(first);
        Assert.Null(DatabaseLock.TryAcquire(Database));
        var handle = Directory.EnumerateFiles("/proc/self/fd").Single(link => new FileInfo(link).LinkTarget == Database);
        using var copy = new SafeFileHandle(Duplicate(int.Parse(Path.GetFileName(handle), null)), ownsHandle: true);

        first.Dispose();

        using var second = DatabaseLock.TryAcquire(Database);
        Assert.NotNull(second);
    }

    [LibraryImport("libc", EntryPoint = "dup", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Duplicate(int handle);

    private static async Task ShellAsync(string command)
    {
        using var shell = System.Diagnostics.Process.Start("/bin/sh", ["-c", command]);
        await shell.WaitForExitAsync();
        Assert.Equal(0, shell.ExitCode);
    }
}
