using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Deployment;

/// <summary>Runs the Bicep compiler on infra/main.bicep, without Azure.</summary>
internal static class BicepCompiler
{
    private static readonly string Main = Path.Combine(RepositoryFiles.Top, "infra", "main.bicep");

    /// <summary>Compiles to an ARM template.</summary>
    public static JsonElement Build() => JsonDocument.Parse(Run("build", Main, "--stdout")).RootElement;

    /// <summary>Evaluates the template with parameters to the resources that it would deploy.</summary>
    /// <param name="parameters">Lines of a .bicepparam file.</param>
    public static IReadOnlyList<JsonElement> Evaluate(params string[] parameters)
    {
        var folder = Directory.CreateTempSubdirectory("carsearch-bicep-");
        try
        {
            var file = Path.Combine(folder.FullName, "main.bicepparam");
            var main = Path.GetRelativePath(folder.FullName, Main).Replace('\\', '/');
            File.WriteAllLines(
                file, [$"using '{main}'", "param environmentName = 'test'", "param location = 'westeurope'", .. parameters]);
            Run(
                "snapshot", file, "--mode", "overwrite", "--deployment-name", "main", "--location", "westeurope",
                "--subscription-id", new Guid(1, 0, 0, new byte[8]).ToString(),
                "--tenant-id", new Guid(2, 0, 0, new byte[8]).ToString());
            var snapshot = JsonDocument.Parse(File.ReadAllBytes(Path.ChangeExtension(file, ".snapshot.json"))).RootElement;
            Assert.Empty(snapshot.GetProperty("diagnostics").EnumerateArray());
            return [.. snapshot.GetProperty("predictedResources").EnumerateArray()];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Run(params string[] arguments)
    {
        var program = typeof(BicepCompiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .SingleOrDefault(attribute => attribute.Key == "Bicep")?.Value
            ?? throw new MissingPrerequisiteException("The Bicep compiler, whose package is for Linux on x64, is not available.");
        if (!OperatingSystem.IsWindows())
        {
            // NuGet extracts packages without the permission to execute.
            File.SetUnixFileMode(program, File.GetUnixFileMode(program) | UnixFileMode.UserExecute);
        }

        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"bicep {arguments[0]} failed: {errors.Result}");
        return output;
    }
}
