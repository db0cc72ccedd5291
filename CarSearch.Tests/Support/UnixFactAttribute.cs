namespace CarSearch.Tests.Support;

/// <summary>A test that sends SIGTERM, which Windows does not support.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "Windows does not support SIGTERM." : null;
}
