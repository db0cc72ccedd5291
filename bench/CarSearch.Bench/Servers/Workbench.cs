using CarSearch.Bench.Searches;

namespace CarSearch.Bench.Servers;

/// <summary>What every measurement needs: the published servers, folders that vanish, and how to start either server.</summary>
internal sealed class Workbench : IDisposable
{
    private readonly DirectoryInfo _temp;
    private readonly string _host;
    private readonly string _bare;
    private int _folders;
    private Fleet? _fleet;

    private Workbench(BenchOptions options, string machine, DirectoryInfo temp, string host, string bare)
    {
        Options = options;
        Machine = machine;
        _temp = temp;
        _host = host;
        _bare = bare;
    }

    public BenchOptions Options { get; }

    public bool Quick => Options.Quick;

    /// <summary>What is measured on, as Markdown.</summary>
    public string Machine { get; }

    /// <summary>Publishes both servers into a temporary folder.</summary>
    public static async Task<Workbench> CreateAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var machine = await Reports.Machine.DescribeAsync(options.Root, cancellationToken);
        var temp = Directory.CreateTempSubdirectory("carsearch-bench-");
        try
        {
            var project = Path.Combine(options.Root, "CarSearch.Local", "CarSearch.Local.csproj");
            var bareProject = Path.Combine(options.Root, "bench", "BareServer", "BareServer.csproj");
            var host = options.Host;
            if (host is null)
            {
                Progress("publishing CarSearch.Local");
                host = await Publisher.PublishAsync(project, Path.Combine(temp.FullName, "host"), cancellationToken);
            }

            Progress("publishing the bare server with the same settings");
            var bare = await Publisher.PublishAsync(bareProject, Path.Combine(temp.FullName, "bare"), cancellationToken);
            return new Workbench(options, machine, temp, Path.GetFullPath(host), bare);
        }
        catch
        {
            temp.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>A line for whoever watches; the table alone goes to standard output.</summary>
    public static void Progress(string line) => Console.Error.WriteLine($"[{TimeProvider.System.GetUtcNow():HH:mm:ss}] {line}");

    public string NewFolder() => _temp.CreateSubdirectory($"work{++_folders}").FullName;

    public Task<ServerProcess> StartHostAsync(HostSettings settings, CancellationToken cancellationToken) =>
        ServerProcess.StartAsync(_host, [], settings.ToEnvironment(), cancellationToken);

    public Task<ServerProcess> StartBareAsync(IEnumerable<string> role, CancellationToken cancellationToken) =>
        ServerProcess.StartAsync(_bare, role, new Dictionary<string, string?>(), cancellationToken);

    /// <summary>The airports to search where every search should get equally many offers; found once.</summary>
    public async Task<Fleet> FleetAsync(CancellationToken cancellationToken) => _fleet ??= await Fleet.FindAsync(this, cancellationToken);

    public void Dispose() => _temp.Delete(recursive: true);
}
