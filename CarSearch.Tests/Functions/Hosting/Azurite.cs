using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;

namespace CarSearch.Tests.Functions.Hosting;

/// <summary>Azurite's Blob service in a process of its own, in memory, on a port that is free. Started when first needed, ended with the tests.</summary>
internal sealed class Azurite
{
    /// <summary>The account and key that every Azurite has, by its documentation.</summary>
    private const string Account =
        "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly Lazy<Azurite> Started = new(() => new());

    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Azurite()
    {
        var program = typeof(Azurite).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "AzuriteBlob").Value!;
        var process = new Process
        {
            StartInfo = new("node", [program, "--blobPort", "0", "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--silent"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = Path.GetTempPath(),
            },
            EnableRaisingEvents = true,
        };
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.Exited += (_, _) => address.TrySetException(new InvalidOperationException("Azurite did not start."));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => process.Kill(entireProcessTree: true);
    }

    /// <summary>The connection string of the one that runs.</summary>
    public static string ConnectionString => $"{Account};BlobEndpoint={Started.Value.Address}devstoreaccount1;";

    /// <summary>The connection string of a storage account where nobody listens.</summary>
    public static string NobodyThere
    {
        get
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return $"{Account};BlobEndpoint=http://{listener.LocalEndpoint}/devstoreaccount1;";
        }
    }

    private Uri Address => address.Task.WaitAsync(TimeSpan.FromSeconds(60)).GetAwaiter().GetResult();

    /// <summary>The name of a container of a test's own.</summary>
    public static string NewName() => $"test-{Guid.NewGuid():N}";

    private void Read(string? line)
    {
        const string Listens = "successfully listens on ";
        if (line?.IndexOf(Listens, StringComparison.Ordinal) is >= 0 and var at)
        {
            address.TrySetResult(new(line[(at + Listens.Length)..].Trim()));
        }
    }
}
