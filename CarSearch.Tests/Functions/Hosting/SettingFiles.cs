using System.Text.Json;

namespace CarSearch.Tests.Functions.Hosting;

/// <summary>The settings that stand at the top of the repository, as they are.</summary>
internal static class SettingFiles
{
    /// <summary>The top of the repository.</summary>
    public static string Top { get; } = FindTop();

    /// <summary>host.json, as it lies next to the app.</summary>
    public static JsonElement HostJson { get; } = Parse(Path.Combine(AppContext.BaseDirectory, "host.json"));

    /// <summary>local.settings.sample.json.</summary>
    public static JsonElement LocalSample { get; } = Parse(Path.Combine(Top, "local.settings.sample.json"));

    private static JsonElement Parse(string path) => JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;

    private static string FindTop()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CarSearch.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside of the repository.");
        }

        return folder.FullName;
    }
}
