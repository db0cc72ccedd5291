using System.Diagnostics;
using System.Text.Json;

namespace CarSearch.Bench.Servers;

/// <summary>Publishes the two servers, both with the settings that CarSearch.Local's project has.</summary>
internal static class Publisher
{
    // What changes how fast a program starts or runs: the bare app gets the same.
    private static readonly string[] s_shared =
    [
        "PublishReadyToRun", "RuntimeIdentifier", "SelfContained", "PublishSingleFile", "TieredCompilation", "TieredPGO",
        "InvariantGlobalization", "ServerGarbageCollection", "ConcurrentGarbageCollection",
    ];

    /// <summary>Publishes a project in Release and gives back its executable.</summary>
    public static async Task<string> PublishAsync(
        string project, string folder, IEnumerable<string> properties, CancellationToken cancellationToken)
    {
        await RunAsync(
            "dotnet",
            [
                "publish", project, "-c", "Release", "-o", folder, "--nologo", "-v", "quiet",
                "-nodeReuse:false", "-p:UseSharedCompilation=false",
                .. properties,
            ],
            cancellationToken);
        return Path.Combine(folder, Path.GetFileNameWithoutExtension(project));
    }

    /// <summary>The settings of a project that its competitor must share, as arguments.</summary>
    public static async Task<IReadOnlyList<string>> SharedPropertiesAsync(string project, CancellationToken cancellationToken)
    {
        var json = await RunAsync(
            "dotnet", ["msbuild", project, "-p:Configuration=Release", $"-getProperty:{string.Join(',', s_shared)}"], cancellationToken);
        using var document = JsonDocument.Parse(json);
        return
        [
            .. document.RootElement.GetProperty("Properties").EnumerateObject()
                .Where(property => property.Value.GetString() is { Length: > 0 })
                .Select(property => $"-p:{property.Name}={property.Value.GetString()}"),
        ];
    }

    /// <summary>Runs a command to its end and gives back what it printed.</summary>
    public static async Task<string> RunAsync(string command, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        using var process = Process.Start(start) ?? throw new BenchException($"{command} did not start.");
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0
                ? await output
                : throw new BenchException($"{command} {string.Join(' ', start.ArgumentList)}: {await output}{await error}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
