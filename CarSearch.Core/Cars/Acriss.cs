using System.Diagnostics.CodeAnalysis;

namespace CarSearch.Cars;

/// <summary>
/// Decodes ACRISS (formerly SIPP) car classification codes: four letters for category, type, transmission and drive, fuel and air conditioning.
/// </summary>
/// <remarks>
/// <para>
/// The letters are those of the ACRISS expanded matrix as last revised (2020: electric split by range, plug-in hybrid;
/// https://acriss.org/car-codes/car-guide2/ and https://acriss.org/travel-agents/car-type-definitions-2/, the whole matrix also at
/// https://developer.sabre.com/vehicle-types-matrix). The older meaning of <c>I</c>, a hybrid without air conditioning, is gone: it is a
/// plug-in hybrid with it. The pseudo codes that some systems search vans by are not decoded: a van's category is read like any other.
/// </para>
/// <para>Category: M N mini, E H economy, C D compact, I J intermediate, S R standard, F G full-size, P U premium, L W luxury (the second of each
/// pair is its elite), O oversize, X special.</para>
/// <list type="table">
/// <listheader><term>Type letter</term><description>ACRISS meaning, and the type here</description></listheader>
/// <item><term>B C D</term><description>2-3, 2/4, 4-5 doors: <see cref="CarType.Car"/>, with 3, 4 and 5 doors</description></item>
/// <item><term>L E</term><description>limousine or sedan, coupe: <see cref="CarType.Car"/></description></item>
/// <item><term>W</term><description>wagon or estate: <see cref="CarType.Wagon"/></description></item>
/// <item><term>V M</term><description>passenger van (six seats and more), monospace (five): <see cref="CarType.Van"/></description></item>
/// <item><term>F J</term><description>SUV, open-air all-terrain (newly "convertible SUV"): <see cref="CarType.Suv"/></description></item>
/// <item><term>G</term><description>crossover: <see cref="CarType.Crossover"/></description></item>
/// <item><term>T N</term><description>convertible, roadster: <see cref="CarType.Convertible"/></description></item>
/// <item><term>S</term><description>sport: <see cref="CarType.Sports"/></description></item>
/// <item><term>P Q</term><description>pickup with a single or extended cab, with a double cab: <see cref="CarType.Pickup"/></description></item>
/// <item><term>X Z R H Y K</term><description>special, special offer, recreational vehicle, motor home, two-wheeler,
/// commercial van or truck: <see cref="CarType.Other"/></description></item>
/// </list>
/// <para>Transmission and drive: M N C manual and A B D automatic, each unspecified, four-wheel, all-wheel drive.</para>
/// <para>Fuel, with air conditioning and without: R N unspecified, V Z petrol, D Q diesel, L S gas, A B hydrogen, M F multi-fuel, U X ethanol.
/// Always with it: H hybrid, I plug-in hybrid, E electric under 250 miles (400 km), C electric of 250 miles and more.</para>
/// </remarks>
public static class Acriss
{
    private const string Categories = "MNEHCDIJSRFGPULWOX";
    private const string Types = "BCDLEWVMFJGTNSPQXZRHYK";
    private const string Drives = "MNCABD";
    private const string Fuels = "RNVZDQLSABMFUXHIEC";

    // Each code's car is made once, when first met; only so many exist.
    private static readonly Car?[] Cache = new Car?[Categories.Length * Types.Length * Drives.Length * Fuels.Length];

    /// <summary>Decodes a code. Allocates nothing for a code met before.</summary>
    /// <param name="code">Four letters of either case, without space around them.</param>
    /// <param name="car">The car, its <see cref="Car.Acriss"/> in upper case; the same instance for the same code.</param>
    /// <returns>Whether it is a code.</returns>
    public static bool TryDecode(ReadOnlySpan<char> code, [NotNullWhen(true)] out Car? car)
    {
        car = null;
        if (code.Length != 4)
        {
            return false;
        }

        var category = Find(Categories, code[0]);
        var type = Find(Types, code[1]);
        var drive = Find(Drives, code[2]);
        var fuel = Find(Fuels, code[3]);
        if ((category | type | drive | fuel) < 0)
        {
            return false;
        }

        ref var slot = ref Cache[(((((category * Types.Length) + type) * Drives.Length) + drive) * Fuels.Length) + fuel];
        car = Volatile.Read(ref slot);
        if (car is null)
        {
            var made = Make(category, type, drive, fuel);
            car = Interlocked.CompareExchange(ref slot, made, null) ?? made;
        }

        return true;
    }

    /// <summary>Decodes a code.</summary>
    /// <param name="code">Four letters of either case, without space around them.</param>
    /// <returns>The car, its <see cref="Car.Acriss"/> in upper case; the same instance for the same code.</returns>
    /// <exception cref="FormatException">It is not a code; the message names what is wrong.</exception>
    public static Car Decode(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return TryDecode(code, out var car) ? car : throw new FormatException(Problem(code));
    }

    private static int Find(string letters, char letter) => letters.IndexOf(char.IsAsciiLetterLower(letter) ? (char)(letter - 32) : letter);

    private static string Problem(string code)
    {
        if (code.Length != 4)
        {
            return $"An ACRISS code has 4 letters, not {code.Length}.";
        }

        var (place, part, letters) =
            Find(Categories, code[0]) < 0 ? (0, "category", Categories) :
            Find(Types, code[1]) < 0 ? (1, "type", Types) :
            Find(Drives, code[2]) < 0 ? (2, "transmission and drive", Drives) :
            (3, "fuel and air conditioning", Fuels);
        return $"'{code[place]}' in the ACRISS code '{code}' is not a letter for {part}: {string.Join(' ', letters.ToCharArray())}.";
    }

    private static Car Make(int category, int type, int drive, int fuel)
    {
        var letters = string.Create(4, (category, type, drive, fuel), static (to, at) =>
        {
            to[0] = Categories[at.category];
            to[1] = Types[at.type];
            to[2] = Drives[at.drive];
            to[3] = Fuels[at.fuel];
        });
        return new Car
        {
            Acriss = letters,
            Size = letters[0] switch
            {
                'M' or 'N' => CarSize.Mini,
                'E' or 'H' => CarSize.Economy,
                'C' or 'D' => CarSize.Compact,
                'I' or 'J' => CarSize.Intermediate,
                'S' or 'R' => CarSize.Standard,
                'F' or 'G' => CarSize.FullSize,
                'P' or 'U' => CarSize.Premium,
                'L' or 'W' => CarSize.Luxury,
                'O' => CarSize.Oversize,
                _ => CarSize.Special,
            },
            Type = letters[1] switch
            {
                'B' or 'C' or 'D' or 'L' or 'E' => CarType.Car,
                'W' => CarType.Wagon,
                'V' or 'M' => CarType.Van,
                'F' or 'J' => CarType.Suv,
                'G' => CarType.Crossover,
                'T' or 'N' => CarType.Convertible,
                'S' => CarType.Sports,
                'P' or 'Q' => CarType.Pickup,
                _ => CarType.Other,
            },
            Doors = letters[1] switch { 'B' => 3, 'C' => 4, 'D' => 5, _ => null },
            Transmission = letters[2] is 'M' or 'N' or 'C' ? Transmission.Manual : Transmission.Automatic,
            Drive = letters[2] switch { 'N' or 'B' => Drive.FourWheel, 'C' or 'D' => Drive.AllWheel, _ => Drive.Unspecified },
            Fuel = letters[3] switch
            {
                'V' or 'Z' => Fuel.Petrol,
                'D' or 'Q' => Fuel.Diesel,
                'H' => Fuel.Hybrid,
                'I' => Fuel.PlugInHybrid,
                'E' or 'C' => Fuel.Electric,
                'L' or 'S' => Fuel.Gas,
                'A' or 'B' => Fuel.Hydrogen,
                'M' or 'F' => Fuel.Multi,
                'U' or 'X' => Fuel.Ethanol,
                _ => Fuel.Unspecified,
            },
            AirConditioning = letters[3] is not ('N' or 'Z' or 'Q' or 'S' or 'B' or 'F' or 'X'),
        };
    }
}
