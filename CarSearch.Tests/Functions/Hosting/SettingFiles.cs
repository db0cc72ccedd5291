using System.Text.Json;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Functions.Hosting;

/// <summary>The settings that stand at the top of the repository.</summary>
internal static class SettingFiles
{
    /// <summary>host.json.</summary>
    public static JsonElement HostJson { get; } = RepositoryFiles.Json("host.json");

    /// <summary>local.settings.sample.json.</summary>
    public static JsonElement LocalSample { get; } = RepositoryFiles.Json("local.settings.sample.json");
}
