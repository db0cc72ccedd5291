using System.Net;
using System.Runtime.InteropServices;
using CarSearch.Tests.Core.Api.Contract;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Local.Damage;

/// <summary>Verifies that the reference is loaded when it is requested, and that a failure to load it affects nothing else.</summary>
public sealed partial class ReferenceLoadTests : FolderTests
{
    private const string Assembly = "Scalar.AspNetCore.dll";

    // RLIMIT_NOFILE of Linux.
    private const int OpenFiles = 7;


    [LinuxFact]
    public async Task It_is_loaded_at_the_first_request()
    {
        await using var host = await LocalProcess.StartAsync(Folder.Path, LocalProcess.Fast);
        using var client = host.Client();
        await client.StartAndEndAsync(TestSearches.Ahead());
        Assert.DoesNotContain(Assembly, ReadMaps(host), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/docs/")).StatusCode);

        Assert.Contains(Assembly, ReadMaps(host), StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Searches_run_after_it_could_not_be_loaded_for_lack_of_file_handles()
    {
        await using var host = await LocalProcess.StartAsync(Folder.Path, LocalProcess.Fast);
        using var client = host.Client(new() { MaxConnectionsPerServer = 1 });
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/health")).StatusCode);

        var limit = SetOpenFiles(host, 3);
        using (var response = await client.GetAsync("/docs/"))
        {
            await response.ProblemAsync(HttpStatusCode.InternalServerError, "InternalError");
        }

        SetOpenFiles(host, limit);
        await client.StartAndEndAsync(TestSearches.Ahead());
        await host.StopAsync();
        Assert.Contains("The reference of the API could not be served.", host.Output, StringComparison.Ordinal);
    }

    private static string ReadMaps(LocalProcess host) => File.ReadAllText($"/proc/{host.Id}/maps");

    /// <summary>Sets the number of files that the process can open. Returns the number before.</summary>
    private static ulong SetOpenFiles(LocalProcess host, ulong count)
    {
        Assert.Equal(0, ChangeLimit(host.Id, OpenFiles, 0, out var limit));
        Assert.Equal(0, ChangeLimit(host.Id, OpenFiles, limit with { Current = count }, out _));
        return limit.Current;
    }

    [LibraryImport("libc", EntryPoint = "prlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ChangeLimit(int process, int resource, nint none, out ResourceLimit old);

    [LibraryImport("libc", EntryPoint = "prlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ChangeLimit(int process, int resource, in ResourceLimit limit, out ResourceLimit old);

    private record struct ResourceLimit(ulong Current, ulong Maximum);
}
