using System.Diagnostics;
using System.Text.Json;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Api.Mcp;

/// <summary>Runs the npm clients of the protocol, which the build installs, on Node.js.</summary>
internal static class NpmClient
{
    private static string Modules { get; } = Path.Combine(RepositoryFiles.Top, "CarSearch.Tests", "node_modules");

    /// <summary>Runs client.mjs with a package.</summary>
    public static Task<JsonElement> RunAsync(string package, Uri address) =>
        NodeAsync(Path.Combine(RepositoryFiles.Top, "CarSearch.Tests", "Core", "Api", "Mcp", "client.mjs"), package, address.AbsoluteUri);

    /// <summary>Runs the command line of the inspector.</summary>
    public static Task<JsonElement> InspectAsync(Uri address, params string[] arguments) => NodeAsync(
        [
            Path.Combine(Modules, "@modelcontextprotocol", "inspector-cli", "build", "index.js"),
            new Uri(address, "/api/mcp").AbsoluteUri, "--transport", "http", .. arguments,
        ]);

    private static async Task<JsonElement> NodeAsync(params string[] arguments)
    {
        if (!Directory.Exists(Path.Combine(Modules, "@modelcontextprotocol")))
        {
            throw new MissingPrerequisiteException(
                "The npm clients of the Model Context Protocol are not installed. The build installs them with npm: "
                + "install Node.js 20 or later, and build again.");
        }

        using var process = Process.Start(new ProcessStartInfo("node", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            Assert.Fail($"Node.js has not ended after a minute. {await errors}");
        }

        Assert.True(process.ExitCode == 0, $"Node.js has ended with {process.ExitCode}: {await errors}");
        return JsonElement.Parse(await output);
    }
}
