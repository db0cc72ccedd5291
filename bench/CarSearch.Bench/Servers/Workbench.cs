using CarSearch.Bench.Searches;

namespace CarSearch.Bench.Servers;

/// <summary>What every measurement needs: the published servers and temporary folders.</summary>
internal sealed class Workbench(BenchOptions options, string machine, DirectoryInfo temp, string host, string bare) : IDisposable
{
    private int _folders;
    private Fleet? _fleet;

    public BenchOptions Options => options;

    public bool Quick => options.Quick;

    /// <summary>What is measured on, as Markdown.</summary>
    public string Machine => machine;

    /// <summary>Publishes both servers into a temporary folder.</summary>
    public static async Task<Workbench> CreateAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var machine = await Reports.Machine.DescribeAsync(options.Root, cancellationToken);
        var temp = Directory.CreateTempSubdirectory("carsearch-bench-");
        try
        {
            var host = options.Host ?? await PublishAsync("CarSearch.Local");
            return new Workbench(options, machine, temp, Path.GetFullPath(host), await PublishAsync("bench/BareServer"));
        }
        catch
        {
            temp.Delete(recursive: true);
            throw;
        }

        async Task<string> PublishAsync(string project)
        {
            Progress($"publishing {project}");
            var name = Path.GetFileName(project);
            var folder = Path.Combine(temp.FullName, name);
            string[] arguments =
            [
                "publish", Path.Combine(options.Root, project), "-c", "Release", "-o", folder, "--nologo", "-v", "quiet",
                "-nodeReuse:false", "-p:UseSharedCompilation=false",
            ];
            await Command.RunAsync("dotnet", arguments, cancellationToken);
            return Path.Combine(folder, name);
        }
    }

    /// <summary>Writes a line about the progress to the standard error. The standard output is for results alone.</summary>
    public static void Progress(string line) => Console.Error.WriteLine($"[{TimeProvider.System.GetUtcNow():HH:mm:ss}] {line}");

    public string NewFolder() => temp.CreateSubdirectory($"work{++_folders}").FullName;

    public Task<ServerProcess> StartHostAsync(HostSettings settings, CancellationToken cancellationToken) =>
        ServerProcess.StartAsync(host, [], settings.ToEnvironment(), cancellationToken);

    public Task<ServerProcess> StartBareAsync(IEnumerable<string> role, CancellationToken cancellationToken) =>
        ServerProcess.StartAsync(bare, role, new Dictionary<string, string?>(), cancellationToken);

    /// <summary>Gets the airports at which every search gets equally many offers. They are found once.</summary>
    public async Task<Fleet> FleetAsync(CancellationToken cancellationToken) => _fleet ??= await Fleet.FindAsync(this, cancellationToken);

    public void Dispose() => temp.Delete(recursive: true);
}
