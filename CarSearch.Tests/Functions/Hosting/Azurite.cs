using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Functions.Hosting;

/// <summary>
/// The storage emulator: Blob, Queue and Table service in one process, in memory, on free ports. It starts on first use and ends with the
/// tests.
/// </summary>
internal sealed class Azurite
{
    /// <summary>The well-known account and key of Azurite.</summary>
    private const string Account =
        "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;"
        + "AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly string[] Services = ["Blob", "Queue", "Table"];

    private static readonly Lazy<Azurite> Started = new(() => new());

    private readonly Dictionary<string, TaskCompletionSource<Uri>> addresses =
        Services.ToDictionary(service => service, _ => new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously));

    private Azurite()
    {
        var process = new Process
        {
            StartInfo = new("node", [
                Program, .. Services.SelectMany(service => new[] { $"--{service.ToLowerInvariant()}Port", "0" }),
                "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--silent"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = Path.GetTempPath(),
            },
            EnableRaisingEvents = true,
        };
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.Exited += (_, _) => Fail();
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => process.Kill(entireProcessTree: true);
    }

    /// <summary>The connection string of the emulator.</summary>
    /// <exception cref="MissingPrerequisiteException">The emulator is not installed.</exception>
    public static string ConnectionString
    {
        get
        {
            if (!File.Exists(Program))
            {
                throw new MissingPrerequisiteException(
                    "Azurite, the storage emulator, is not installed. The build installs it with npm: "
                    + "install Node.js 20 or later, and build again.");
            }

            return ConnectionStringTo(service => $"{Started.Value.AddressOf(service)}devstoreaccount1");
        }
    }

    /// <summary>The connection string of a storage account where nothing listens.</summary>
    public static string UnreachableConnectionString
    {
        get
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ConnectionStringTo(_ => $"http://{listener.LocalEndpoint}/devstoreaccount1");
        }
    }

    private static string Program { get; } = Path.Combine(
        RepositoryFiles.Top, "CarSearch.Tests", "node_modules", "azurite", "dist", "src", "azurite.js");

    /// <summary>The name of a container of a test's own.</summary>
    public static string NewName() => $"test-{Guid.NewGuid():N}";

    private static string ConnectionStringTo(Func<string, string> endpoint) =>
        Account + string.Concat(Services.Select(service => $";{service}Endpoint={endpoint(service)}"));

    private Uri AddressOf(string service) => addresses[service].Task.WaitAsync(TimeSpan.FromSeconds(60)).GetAwaiter().GetResult();

    private void Read(string? line)
    {
        const string Listens = " service is successfully listening at ";
        if (line?.IndexOf(Listens, StringComparison.Ordinal) is >= 0 and var at)
        {
            addresses[line[..at].Split(' ')[^1]].TrySetResult(new(line[(at + Listens.Length)..].Trim() + "/"));
        }
    }

    private void Fail()
    {
        foreach (var address in addresses.Values)
        {
            address.TrySetException(new InvalidOperationException("Azurite did not start."));
        }
    }
}
